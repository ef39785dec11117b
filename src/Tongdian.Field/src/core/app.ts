import type { DeviceGrant } from '../model';
import { afterOthers, askToPersist, holdApp } from './here';
import { Server } from './server/server';
import type { Session } from './session';
import { destroy, openDatabase, type Database, type Tries } from './vault/database';
import { close, keysOf, makeSecret, open, type Lock } from './vault/keys';
import { waitAfter } from './vault/pin';
import { Vault } from './vault/vault';

export type Phase =
  | { at: 'starting' }
  | { at: 'elsewhere' }
  | { at: 'sign-in' }
  | { at: 'choose-pin'; grant: DeviceGrant }
  | { at: 'locked' }
  | { at: 'open'; session: Session }
  | { at: 'wiped' }
  | { at: 'no-storage' };

export type PinAnswer = { opened: true } | { opened: false; waitUntil: number; left: number };

const idleMs = 10 * 60_000;

/** What works with an opened vault: most of the app, and nothing that the field for the PIN waits for. */
export const openedPart = () => import('./session');

/** From the start of the app to the opened desk and back. */
export class FieldApp {
  phase: Phase = { at: 'starting' };
  readonly server: Server;
  #db?: Database;
  #resting?: Session;
  #touchedAt = Date.now();
  readonly #listeners = new Set<() => void>();

  constructor(language: () => string) {
    this.server = new Server((url, init) => fetch(url, init), language);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly changed = (): void => {
    for (const listener of this.#listeners) listener();
  };

  async start(steal = false): Promise<void> {
    // Opening takes as long as asking whether another window has the app: both at once.
    const opening = openDatabase().catch(() => undefined);
    if (!(await holdApp(steal, () => void this.#elsewhere()))) {
      void opening.then((db) => db?.close());
      return this.#go({ at: 'elsewhere' });
    }
    this.#db = await opening;
    if (!this.#db) return this.#go({ at: 'no-storage' });
    void askToPersist();
    this.#go((await this.#db.get('lock', 'lock')) ? { at: 'locked' } : { at: 'sign-in' });
  }

  async signIn(user: string, password: string, deviceName: string, code?: string): Promise<DeviceGrant> {
    const { token } = await this.server.signIn(user, password, code);
    return this.server.addDevice(token, deviceName);
  }

  choosePin(grant: DeviceGrant): void {
    this.#go({ at: 'choose-pin', grant });
  }

  async begin(grant: DeviceGrant, pin: string): Promise<void> {
    const db = this.#db!;
    // What an attempt before left behind opens with no key.
    await destroy(db);
    const secret = makeSecret();
    const vault = new Vault(db, await keysOf(secret));
    await vault.write([{ store: 'settings', name: 'me', value: grant }]);
    await db.put('lock', await close(secret, pin), 'lock');
    await this.#opened(vault);
  }

  /** A wrong PIN is counted before it is tried: closing the app does not give the try back. */
  async unlock(pin: string): Promise<PinAnswer> {
    const db = this.#db!;
    const tries = ((await db.get('lock', 'tries')) as Tries | undefined) ?? { wrong: 0, waitUntil: 0 };
    if (tries.waitUntil > Date.now()) return { opened: false, waitUntil: tries.waitUntil, left: 0 };
    const wrong = tries.wrong + 1;
    const wait = waitAfter(wrong);
    const next = { wrong, waitUntil: wait > 0 ? Date.now() + wait : 0 };
    await db.put('lock', next, 'tries');
    const secret = await open((await db.get('lock', 'lock')) as Lock, pin);
    if (!secret) return { opened: false, waitUntil: next.waitUntil, left: Math.max(0, 5 - wrong) };
    await db.put('lock', { wrong: 0, waitUntil: 0 }, 'tries');
    const resting = this.#resting;
    this.#resting = undefined;
    if (resting) this.#resume(resting);
    else await this.#opened(new Vault(db, await keysOf(secret)));
    return { opened: true };
  }

  /** False when the old PIN is another. */
  async changePin(old: string, pin: string): Promise<boolean> {
    const secret = await open((await this.#db!.get('lock', 'lock')) as Lock, old);
    if (secret) await this.#db!.put('lock', await close(secret, pin), 'lock');
    return secret !== undefined;
  }

  /** Nothing is to be seen any more at once; the keys go when what is being sent has been sent. */
  async lock(): Promise<void> {
    if (this.phase.at !== 'open') return;
    const { session } = this.phase;
    this.#resting = session;
    this.#go({ at: 'locked' });
    await session.desk.settle();
    await session.beat.stop();
    if (this.#resting !== session) return;
    this.#resting = undefined;
    await session.desk.close();
  }

  touched(): void {
    this.#touchedAt = Date.now();
  }

  /** Asked now and then, and when the app comes back to the front. */
  lockWhenIdle(): void {
    if (Date.now() - this.#touchedAt > idleMs) void this.lock();
  }

  /** What stands on the device without having arrived; can be counted without the PIN. */
  async unsent(): Promise<{ operations: number; files: number }> {
    if (this.phase.at === 'open') return this.phase.session.desk.unsent();
    return { operations: await this.#db!.count('operations'), files: await this.#db!.count('files') };
  }

  /** Everything goes: keys first. The person has been told what is lost. */
  async wipe(then: 'wiped' | 'sign-in'): Promise<void> {
    const session = this.phase.at === 'open' ? this.phase.session : this.#resting;
    this.#resting = undefined;
    void session?.beat.stop();
    await session?.desk.close();
    await destroy(this.#db!);
    this.#go({ at: then });
  }

  async #opened(vault: Vault): Promise<void> {
    const { Session, sendingLock } = await openedPart();
    await afterOthers(sendingLock);
    const session = await Session.open(vault, this.server, this.changed, () => this.wipe('wiped'));
    this.#resume(session);
  }

  #resume(session: Session): void {
    this.touched();
    this.#go({ at: 'open', session });
    session.beat.resume();
  }

  async #elsewhere(): Promise<void> {
    const session = this.phase.at === 'open' ? this.phase.session : undefined;
    this.#go({ at: 'elsewhere' });
    await session?.desk.settle();
    await session?.beat.stop();
    await session?.desk.close();
    this.#db?.close();
  }

  #go(phase: Phase): void {
    this.phase = phase;
    this.changed();
  }
}
