import type { DeviceGrant, Guid } from '../model';
import { Beat } from './outbox/beat';
import { round } from './outbox/round';
import { alone } from './here';
import { ServerClock } from './server/clock';
import { Line } from './server/line';
import type { Server } from './server/server';
import type { Vault } from './vault/vault';
import { Desk } from './work/desk';

/** Held by the window that sends. */
export const sendingLock = 'tongdian-field-sync';

/** The opened app: what lies on the desk, the line to the server, and the beat that sends. It lives from the PIN to the lock. */
export class Session {
  readonly clock = new ServerClock();
  readonly sending = new Map<Guid, number>();
  readonly beat: Beat;
  readonly line: Line;
  me: DeviceGrant;

  private constructor(
    readonly desk: Desk,
    readonly vault: Vault,
    me: DeviceGrant,
    server: Server,
    changed: () => void,
    wiped: () => Promise<void>,
  ) {
    this.me = me;
    this.line = new Line(server, { device: me.device, secret: me.secret }, (now, askedAt) => this.clock.heard(now, askedAt, Date.now()), Date.now);
    this.beat = new Beat(
      (hurry) =>
        alone(sendingLock, () =>
          round(desk, this.line, Date.now, hurry, (file, received) => {
            if (this.sending.has(file)) this.beat.moved();
            this.sending.set(file, received);
            changed();
          }),
        ).finally(() => this.sending.clear()),
      () =>
        [...desk.operations.values()].some((kept) => kept.state === 'waiting') ||
        [...desk.files.values()].some((file) => !file.safe && !file.problem),
      { set: (run, ms) => setTimeout(run, ms) as unknown as number, clear: (id) => clearTimeout(id) },
      Date.now,
      changed,
      wiped,
    );
    desk.onChange(changed);
  }

  static async open(vault: Vault, server: Server, changed: () => void, wiped: () => Promise<void>): Promise<Session> {
    const me = await vault.value<DeviceGrant>('settings', 'me');
    if (!me) throw new Error('The device has a lock but no person.');
    return new Session(await Desk.open(vault), vault, me, server, changed, wiped);
  }

  /** The same person has signed in again: the device has a new name at the server, and everything that was kept goes on. */
  async renew(me: DeviceGrant): Promise<void> {
    await this.vault.write([{ store: 'settings', name: 'me', value: me }]);
    this.me = me;
    Object.assign(this.line.credentials, { device: me.device, secret: me.secret });
    this.beat.reach = 'unknown';
    this.beat.poke();
  }
}
