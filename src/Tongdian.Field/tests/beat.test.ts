import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Beat } from '../src/core/outbox/beat';
import { Wiped } from '../src/core/server/failures';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

function beating(round: () => Promise<void>, wiped = () => Promise.resolve()) {
  const waiting: (() => void)[] = [];
  const timers = { set: (run: () => void) => waiting.push(run), clear: () => undefined };
  const beat = new Beat(round, () => false, timers, Date.now, () => undefined, wiped);
  return { beat, waiting };
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
