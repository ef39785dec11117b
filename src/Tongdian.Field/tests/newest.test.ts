import { expect, test } from 'vitest';
import { newest } from '../src/shell/newest';

const never = () => new Promise<Response>(() => undefined);
const kept = () => Promise.resolve(new Response('kept'));
const text = async (answer: Promise<Response>) => (await answer).text();

test('what the server has is newer than what is kept', async () => {
  expect(await text(newest(Promise.resolve(new Response('new')), kept, 3000))).toBe('new');
});

test.each([
  ['without network', () => Promise.reject(new TypeError('Failed to fetch')), 3000],
  ['when the server is ill', () => Promise.resolve(new Response('', { status: 502 })), 3000],
  ['when it takes too long', never, 5],
] as const)('what is kept serves %s', async (_, fetched, patience) => {
  expect(await text(newest(fetched(), kept, patience))).toBe('kept');
});

test('with nothing kept a late answer is waited for', async () => {
  const late = new Promise<Response>((done) => setTimeout(() => done(new Response('late')), 20));
  expect(await text(newest(late, () => Promise.resolve(undefined), 5))).toBe('late');
});
