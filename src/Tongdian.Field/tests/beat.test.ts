import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Beat } from '../src/core/outbox/beat';
import { Unreachable, Wiped } from '../src/core/server/failures';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

function beating(round: () => Promise<void>, wiped = () => Promise.resolve()) {
  const waiting: (() => void)[] = [];
  const pauses: number[] = [];
  const timers = { set: (run: () => void, ms: number) => (pauses.push(ms), waiting.push(run)), clear: () => undefined };
  const beat = new Beat(round, () => false, timers, Date.now, () => undefined, wiped);
  return { beat, waiting, pauses };
}

/** Tries again and again, each time when its time has come, and says how long it waited each time. */
async function pausesOf(rounds: number, round: (beat: () => Beat) => Promise<void>): Promise<number[]> {
  const { beat, waiting, pauses } = beating(() => round(() => beat));
  beat.poke();
  for (let n = 1; ; n++) {
    await vi.waitFor(() => expect(waiting).toHaveLength(n));
    if (n === rounds) return pauses;
    waiting[n - 1]!();
  }
}

test('whatever goes wrong in a round, it is tried again', async () => {
  let rounds = 0;
  const { beat, waiting } = beating(() => (++rounds === 1 ? Promise.reject(new RangeError('a defect')) : Promise.resolve()));
  beat.poke();
  await beat.stop();
  expect([beat.reach, beat.running]).toEqual(['unreachable', false]);
  expect(console.error).toHaveBeenCalledOnce();
  beat.resume();
  await beat.stop();
  expect([beat.reach, rounds]).toEqual(['reached', 2]);
  expect(waiting).toHaveLength(0);
});

test('a wipe that does not work is tried again with the next contact', async () => {
  const { beat, waiting } = beating(() => Promise.reject(new Wiped()), () => Promise.reject(new Error('The storage is busy.')));
  beat.poke();
  await Promise.resolve();
  await new Promise((done) => setTimeout(done, 0));
  expect([beat.reach, waiting.length]).toEqual(['unreachable', 1]);
});

test('without an answer it tries later and later, up to some minutes', async () => {
  const pauses = await pausesOf(9, () => Promise.reject(new Unreachable()));
  expect(pauses[0]).toBeLessThan(7_000);
  for (const [nth, pause] of pauses.entries()) if (nth > 0 && nth < 6) expect(pause).toBeGreaterThan(pauses[nth - 1]!);
  expect(pauses[8]).toBeGreaterThan(200_000);
});

test('a line that breaks every time after something got through is tried again soon', async () => {
  const pauses = await pausesOf(9, (beat) => {
    beat().moved();
    return Promise.reject(new Unreachable());
  });
  for (const pause of pauses) expect(pause).toBeLessThan(7_000);
});

test('whoever goes on working without a line does not make it wait longer', async () => {
  const { beat, waiting, pauses } = beating(() => Promise.reject(new Unreachable()));
  for (let n = 1; n <= 9; n++) {
    beat.poke();
    await vi.waitFor(() => expect(waiting).toHaveLength(n));
  }
  for (const pause of pauses) expect(pause).toBeLessThan(7_000);
});
