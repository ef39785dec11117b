import type { Bytes } from '../../model';
import type { Database, Store } from './database';
import type { Keys } from './keys';
import { nameOf, seal, unseal } from './seal';

export type Change =
  | { store: Store; name: string; value: unknown }
  | { store: Store; name: string; bytes: Bytes }
  | { store: Store; name: string; remove: true };

/** Everything that is kept on the device, sealed. */
export class Vault {
  constructor(
    readonly db: Database,
    readonly keys: Keys,
  ) {}

  /** All of it or nothing. Sealing comes first: a transaction does not wait for it. */
  async write(changes: Change[]): Promise<void> {
    if (changes.length === 0) return;
    const sealed = await Promise.all(changes.map((change) => this.#sealed(change)));
    const tx = this.db.transaction([...new Set(changes.map((c) => c.store))], 'readwrite', { durability: 'strict' });
    const requests = sealed.map(({ store, key, record }) => {
      const target = tx.objectStore(store);
      return record ? target.put(record, key) : target.delete(key);
    });
    try {
      await Promise.all([...requests, tx.done]);
    } catch (error) {
      throw tx.error ?? error;
    }
  }

  /** Lets go of what can be fetched again, so that what cannot finds room. */
  async makeRoom(): Promise<void> {
    await this.db.clear('documents');
  }

  async bytes(store: Store, name: string): Promise<Bytes | undefined> {
    const key = await nameOf(this.keys, `${store}/${name}`);
    const record = await this.db.get(store, key);
    return record && unseal(this.keys, `${store}/${key}`, record);
  }

  async value<T>(store: Store, name: string): Promise<T | undefined> {
    const bytes = await this.bytes(store, name);
    return bytes && read<T>(bytes);
  }

  async values<T>(store: Store): Promise<T[]> {
    const tx = this.db.transaction(store);
    const [keys, records] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
    return Promise.all(records.map(async (record, i) => read<T>(await unseal(this.keys, `${store}/${keys[i]!}`, record))));
  }

  async has(store: Store, name: string): Promise<boolean> {
    return (await this.db.getKey(store, await nameOf(this.keys, `${store}/${name}`))) !== undefined;
  }

  async #sealed(change: Change): Promise<{ store: Store; key: string; record?: Bytes }> {
    const key = await nameOf(this.keys, `${change.store}/${change.name}`);
    if ('remove' in change) return { store: change.store, key };
    const bytes = 'bytes' in change ? change.bytes : (new TextEncoder().encode(JSON.stringify(change.value)) as Bytes);
    return { store: change.store, key, record: await seal(this.keys, `${change.store}/${key}`, bytes) };
  }
}

function read<T>(bytes: Bytes): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
