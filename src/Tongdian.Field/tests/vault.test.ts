import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { Sha256 } from '../src/core/sha256';
import { openDatabase, stores } from '../src/core/vault/database';
import { close, keysOf, makeSecret, open } from '../src/core/vault/keys';
import { strengthOf, waitAfter } from '../src/core/vault/pin';
import { Vault } from '../src/core/vault/vault';
import { freshDevice } from './vocabulary';

beforeEach(freshDevice);

test('what lies on the device shows no name, address, number or photo', async () => {
  const db = await openDatabase();
  const vault = new Vault(db, await keysOf(makeSecret()));
  const photo = new TextEncoder().encode('JFIF photo of 青松路 12 号');
  await vault.write([
    { store: 'visits', name: '2026-0001/survey', value: { customer: { name: '张伟', phone: '13800000000' }, address: '青松路 12 号' } },
    { store: 'pieces', name: '2026-0001/0', bytes: photo },
  ]);
  const raw: Buffer[] = [];
  for (const store of stores) {
    for (const name of await db.getAllKeys(store)) raw.push(Buffer.from(name));
    for (const record of await db.getAll(store)) raw.push(Buffer.from(record));
  }
  const all = Buffer.concat(raw);
  for (const secret of ['2026-0001', 'survey', '张伟', '13800000000', '青松路', 'JFIF', 'customer'])
    expect(all.includes(Buffer.from(secret)), secret).toBe(false);
  expect(await vault.bytes('pieces', '2026-0001/0')).toEqual(photo);
});

test('a record that was moved to another name does not open', async () => {
  const db = await openDatabase();
  const vault = new Vault(db, await keysOf(makeSecret()));
  await vault.write([
    { store: 'visits', name: 'a', value: 1 },
    { store: 'visits', name: 'b', value: 2 },
  ]);
  const [first, second] = await db.getAllKeys('visits');
  await db.put('visits', (await db.get('visits', second!))!, first!);
  await expect(vault.values('visits')).rejects.toThrow();
});

test('the secret opens with its PIN and with no other', async () => {
  const secret = makeSecret();
  const lock = await close(secret, '山里有雾 7');
  expect(lock.iterations).toBeGreaterThanOrEqual(600_000);
  expect(Buffer.from(lock.wrapped).includes(Buffer.from(secret.subarray(0, 8)))).toBe(false);
  expect(await open(lock, '山里有雾 7')).toEqual(secret);
  expect(await open(lock, '山里有雾 8')).toBeUndefined();
});

test.each([
  ['12345', 'too-short'],
  ['123456', 'weak'],
  ['000000', 'weak'],
  ['258147', 'weak'],
  ['25814736', 'fair'],
  ['abMk71', 'strong'],
  ['correcthorse', 'strong'],
] as const)('the PIN %s is %s', (pin, strength) => expect(strengthOf(pin)).toBe(strength));

test('wrong PINs slow down after the fifth', () => {
  expect([0, 4, 5, 6, 7, 50].map(waitAfter)).toEqual([0, 0, 30_000, 60_000, 120_000, 900_000]);
});

test('the hash is the same in whatever parts the octets come', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 1000, 300_000]) {
    const data = randomBytes(length);
    const hash = new Sha256();
    for (let at = 0, step = 1; at < length; at += step, step = ((step * 7) % 4099) + 1) hash.add(data.subarray(at, at + step));
    expect(hash.hex()).toBe(createHash('sha256').update(data).digest('hex'));
  }
});
