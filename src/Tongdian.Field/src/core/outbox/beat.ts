import { Refused, SignedOut, Unreachable, Wiped } from '../server/failures';
import type { Problem } from '../../model';
import { isFull } from '../vault/full';

export type Reach = 'unknown' | 'reached' | 'unreachable' | 'signed-out' | 'refused' | 'full';

export interface Timers {
  set(run: () => void, ms: number): number;
  clear(id: number): void;
}

const shortestMs = 5_000;
const longestMs = 300_000;
const idleMs = 120_000;

/** When to try: at once when something happens, later and later while there is no answer, and now and then for what is new. */
export class Beat {
  reach: Reach = 'unknown';
  problem?: Problem;
  running = false;
  lastReachedAt?: number;
  #failures = 0;
  #waits = 0;
  #retryAfter?: number;
  #timer?: number;
  #again = false;
  #hurry = false;
  #stopped = false;
  #current: Promise<void> = Promise.resolve();

  constructor(
    readonly round: (hurry: boolean) => Promise<void>,
    readonly owes: () => boolean,
    readonly timers: Timers,
    readonly now: () => number,
    readonly changed: () => void,
    readonly wiped: () => Promise<void>,
  ) {}

  /** Tries now, or once more after the try that is under way. */
  poke(hurry = false): void {
    if (this.#stopped) return;
    this.#hurry ||= hurry;
    // Ten photographs taken where there is no network are no reason to wait for minutes once it is back.
    this.#waits = 0;
    this.#failures = 0;
    if (this.running) this.#again = true;
    else this.#current = this.#run();
  }

  /** Something got through: what breaks after it is the first that breaks, on a line that comes and goes. */
  moved(): void {
    this.#failures = 0;
  }

  /** When the try that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#clear();
    await this.#current;
  }

  /** Goes on after a stop. */
  resume(): void {
    this.#stopped = false;
    this.poke();
  }

  async #run(): Promise<void> {
    this.#clear();
    this.running = true;
    do {
      this.#again = false;
      const hurry = this.#hurry;
      this.#hurry = false;
      this.changed();
      await this.#try(hurry);
    } while (this.#again && this.reach === 'reached' && !this.#stopped);
    this.running = false;
    this.changed();
    if (!this.#stopped && this.reach !== 'signed-out')
      this.#timer = this.timers.set(() => {
        this.#current = this.#run();
      }, this.#pause());
  }

  async #try(hurry: boolean): Promise<void> {
    try {
      await this.round(hurry);
      this.#failures = 0;
      this.problem = undefined;
      this.reach = 'reached';
      this.lastReachedAt = this.now();
    } catch (error) {
      this.#failures++;
      this.problem = undefined;
      this.#retryAfter = error instanceof Unreachable ? error.retryAfterMs : undefined;
      if (error instanceof Wiped) await this.wiped().catch(() => (this.reach = 'unreachable'));
      else if (error instanceof SignedOut) this.reach = 'signed-out';
      else if (error instanceof Unreachable) this.reach = 'unreachable';
      else if (error instanceof Refused) {
        this.reach = 'refused';
        this.problem = error.problem;
      } else if (isFull(error)) this.reach = 'full';
      else {
        // A defect, of this app or of the browser: whoever stops now never sends again.
        console.error(error);
        this.reach = 'unreachable';
      }
    }
  }

  #pause(): number {
    if (this.#failures === 0) return this.owes() ? Math.min(shortestMs * 2 ** ++this.#waits, idleMs) : idleMs;
    const grown = Math.min(shortestMs * 2 ** (this.#failures - 1), longestMs);
    // A little apart, so that a crew that comes back into the network does not knock all at once.
    return Math.max(this.#retryAfter ?? 0, grown * (0.75 + Math.random() / 2));
  }

  #clear(): void {
    if (this.#timer !== undefined) this.timers.clear(this.#timer);
    this.#timer = undefined;
  }
}
