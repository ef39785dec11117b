import type { Guid } from '../../model';
import type { Change, Vault } from '../vault/vault';
import type { Draft, HeldVisit, Kept, KeptFile } from './records';
import { visitKey } from '../../model';
import { isFull } from '../vault/full';

/** What lies on the device, opened: the same as in the vault, after every commit. */
export class Desk {
  readonly visits = new Map<string, HeldVisit>();
  readonly drafts = new Map<string, Draft>();
  readonly operations = new Map<Guid, Kept>();
  readonly files = new Map<Guid, KeptFile>();
  /** Forms that are open, with what was typed a moment ago. */
  readonly pads = new Set<{ keep(): Promise<void> }>();
  readonly #listeners = new Set<() => void>();
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(readonly vault: Vault) {}

  static async open(vault: Vault): Promise<Desk> {
    const desk = new Desk(vault);
    for (const held of await vault.values<HeldVisit>('visits')) desk.visits.set(visitKey(held.visit), held);
    for (const draft of await vault.values<Draft>('drafts')) desk.drafts.set(visitKey(draft), draft);
    for (const kept of await vault.values<Kept>('operations')) desk.operations.set(kept.operation.id, kept);
    for (const file of await vault.values<KeptFile>('files')) desk.files.set(file.id, file);
    return desk;
  }

  /** One after the other: each plan sees what the one before left, and all of it is kept or nothing. */
  commit(plan: () => Change[]): Promise<void> {
    const done = this.#turn.then(async () => {
      if (this.#closed) throw new Error('The desk is closed.');
      const changes = plan();
      await this.#write(changes);
      for (const change of changes) this.#take(change);
      if (changes.length > 0) for (const listener of this.#listeners) listener();
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #write(changes: Change[]): Promise<void> {
    try {
      await this.vault.write(changes);
    } catch (error) {
      if (!isFull(error) || changes.every((change) => change.store === 'documents')) throw error;
      await this.vault.makeRoom();
      await this.vault.write(changes);
    }
  }

  /** When everything that was typed a moment ago has been kept. */
  async settle(): Promise<void> {
    await Promise.all([...this.pads].map((pad) => pad.keep()));
  }

  /** When nothing is being written any more; nothing can be written afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#turn;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Operations in the order in which they were said. */
  inOrder(): Kept[] {
    return [...this.operations.values()].sort((a, b) => a.order - b.order);
  }

  of(key: string): Kept[] {
    return this.inOrder().filter((kept) => visitKey(kept.operation) === key);
  }

  nextOrder(): number {
    return Math.max(0, ...[...this.operations.values()].map((kept) => kept.order)) + 1;
  }

  /** What would be lost with this device: operations that the server has not taken and files that it has not confirmed. */
  unsent(): { operations: number; files: number } {
    return {
      operations: this.operations.size,
      files: [...this.files.values()].filter((file) => !file.safe).length,
    };
  }

  #take(change: Change): void {
    const map = this.#mapOf(change.store);
    if (!map) return;
    if ('remove' in change) map.delete(change.name);
    else if ('value' in change) map.set(change.name, change.value);
  }

  #mapOf(store: Change['store']): Map<string, unknown> | undefined {
    switch (store) {
      case 'visits':
        return this.visits;
      case 'drafts':
        return this.drafts;
      case 'operations':
        return this.operations;
      case 'files':
        return this.files;
      default:
        return undefined;
    }
  }
}
