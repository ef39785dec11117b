import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { conflictOf, differences, resolve } from '../src/core/outbox/conflict';
import { capture } from '../src/core/work/capture';
import { sendOperations } from '../src/core/outbox/operations';
import { pull } from '../src/core/outbox/pull';
import { round } from '../src/core/outbox/round';
import { Unreachable, Wiped } from '../src/core/server/failures';
import type { Keys } from '../src/core/vault/keys';
import { addFile, complete, offer, saveDraft, takeBack } from '../src/core/work/enter';
import { step } from '../src/core/work/steps';
import { StubServer } from './stub/contract';
import { aVisit, freshDevice, photoOf, smallPiece, someKeys, started, takePhoto, type App } from './vocabulary';

const key = '2026-0001/survey';
let server: StubServer;
let keys: Keys;

beforeEach(async () => {
  freshDevice();
  server = new StubServer();
  server.add(aVisit());
  keys = await someKeys();
});

async function onSite(fetch = server.fetch): Promise<App> {
  const app = await started(fetch, keys);
  await pull(app.desk, app.line, Date.now);
  return app;
}

const sync = (app: App): Promise<void> => round(app.desk, app.line, Date.now, true, () => undefined);
const typed = (app: App, fields: Record<string, unknown>): Promise<void> =>
  saveDraft(app.desk, key, Date.now(), (draft) => ({ ...draft, fields: { ...draft.fields, ...fields } }));

async function signature(app: App, seed: number): Promise<string> {
  const taken = await capture(photoOf(60, seed), { number: '2026-0001', stage: 'survey', kind: 'customer', keptAt: '' }, Date.now(), smallPiece);
  if (seed === 1) await addFile(app.desk, key, Date.now(), { ...taken, slot: 'signatures' });
  return taken.file.id;
}

test('operations of a case arrive in the order in which they were said', async () => {
  const app = await onSite();
  await step(app.desk, key, Date.now(), 'set-out');
  await step(app.desk, key, Date.now(), 'check-in', { lat: 40, lon: 116, accuracyM: 8, at: '' });
  await typed(app, { supplyPoint: '青松台区 03 号杆' });
  await takePhoto(app.desk, key, 'site-overview', photoOf(3000, 1));
  await complete(app.desk, key, Date.now());
  await sync(app);
  expect(server.taken.map((o) => o.kind)).toEqual(['set-out', 'check-in', 'complete']);
  expect(app.desk.unsent()).toEqual({ operations: 0, files: 0 });
});

test('a draft that was typed in many steps is one operation, and rests while it is being typed', async () => {
  const app = await onSite();
  await typed(app, { supplyPoint: '青' });
  await typed(app, { supplyPoint: '青松' });
  await sendOperations(app.desk, app.line, Date.now, false);
  expect(server.taken).toHaveLength(0);
  await sync(app);
  expect(server.taken.map((o) => o.body)).toMatchObject([{ fields: { supplyPoint: '青松' } }]);
});

test('drafts of several cases that are too much for one request go one after the other', async () => {
  server.add(aVisit('2026-0002'));
  const requests: number[] = [];
  const app = await onSite((url, init) => {
    if (url.endsWith('field/operations')) requests.push((init.body as string).length);
    return server.fetch(url, init);
  });
  const long = 'x'.repeat(400_000);
  for (const each of [key, '2026-0002/survey'])
    await saveDraft(app.desk, each, Date.now(), (draft) => ({ ...draft, fields: { supplyPoint: long } }));
  await sync(app);
  expect(server.taken).toHaveLength(2);
  expect(Math.max(...requests)).toBeLessThan(1 << 20);
  expect(requests).toHaveLength(2);
});

test('an entry goes on from what the server answered to the one before', async () => {
  const app = await onSite();
  await typed(app, { supplyPoint: 'A' });
  await sync(app);
  await typed(app, { supplyPoint: 'B' });
  await sync(app);
  expect(server.taken.map((o) => o.base)).toEqual(['e1', 'e2']);
});

test('an upload goes on where it stopped, and arrives with the hash of its capture', async () => {
  let pieces = 0;
  const app = await onSite(async (url, init) => {
    if (init.method === 'PATCH' && ++pieces === 3) throw new TypeError('Failed to fetch');
    return server.fetch(url, init);
  });
  const photo = photoOf(5000, 2);
  const id = await takePhoto(app.desk, key, 'site-overview', photo);
  await expect(sync(app)).rejects.toThrow(Unreachable);
  expect(server.uploads.get(id)!.octets).toHaveLength(2048);
  await sync(app);
  expect(pieces).toBe(6);
  const hash = createHash('sha256')
    .update(Buffer.from(await photo.arrayBuffer()))
    .digest('hex');
  expect(createHash('sha256').update(server.uploads.get(id)!.octets).digest('hex')).toBe(hash);
});

test('a photo stays here until the server has said safe and taken the operation that carries it', async () => {
  const app = await onSite();
  const id = await takePhoto(app.desk, key, 'site-overview', photoOf(2000, 3));
  await sync(app);
  expect(app.desk.files.get(id)?.safe).toBe(true);
  expect(await app.vault.bytes('pieces', `${id}/0`)).toBeDefined();
  await complete(app.desk, key, Date.now());
  await sync(app);
  expect(await app.vault.bytes('pieces', `${id}/0`)).toBeUndefined();
});

test('safe with another hash is not safe', async () => {
  const app = await onSite(async (url, init) => {
    const answer = await server.fetch(url, init);
    return url.includes('field/files') ? Response.json({ ...((await answer.json()) as object), sha256: '00' }) : answer;
  });
  const id = await takePhoto(app.desk, key, 'site-overview', photoOf(900, 3));
  await expect(sync(app)).rejects.toThrow(Unreachable);
  expect(app.desk.files.get(id)?.safe).toBe(false);
});

test('what the server can never take is said, kept, and can be replaced', async () => {
  const app = await onSite();
  const heic = await takePhoto(app.desk, key, 'site-overview', new Blob(['\0\0\0\x18ftypheic', new Uint8Array(100)], { type: 'image/heic' }));
  await sync(app);
  expect(app.desk.files.get(heic)?.problem?.code).toBe('file.type');
  expect(server.taken).toHaveLength(0);
  await saveDraft(app.desk, key, Date.now(), (draft) => ({ ...draft, files: [] }));
  await takePhoto(app.desk, key, 'site-overview', photoOf(500, 4));
  await sync(app);
  expect(server.taken).toHaveLength(1);
  expect(app.desk.files.has(heic)).toBe(false);
});

test('a conflict is kept with both sides until a person has chosen', async () => {
  const app = await onSite();
  await typed(app, { supplyPoint: 'mine', measuredVoltageV: 231 });
  server.enterElsewhere(key, { supplyPoint: 'theirs', measuredVoltageV: 229 }, '王芳');
  await sync(app);
  const conflict = conflictOf(app.desk, key)!;
  expect(conflict.theirs?.by).toBe('王芳');
  expect(differences(app.desk, key)!.fields.map((d) => d.id)).toEqual(['supplyPoint', 'measuredVoltageV']);
  await sync(app);
  expect(conflictOf(app.desk, key)).toBeDefined();
  await resolve(app.desk, key, Date.now(), { fields: { supplyPoint: 'mine', measuredVoltageV: 'theirs' }, files: {}, signatures: {} });
  await sync(app);
  expect(server.stages.get(key)!.entry!.fields).toEqual({ supplyPoint: 'mine', measuredVoltageV: 229 });
  expect(app.desk.of(key).map((kept) => kept.state)).toEqual(['aside']);
});

test('a signature of the other side is none of its files, and there is one of each', async () => {
  const app = await onSite();
  const [mine, theirs] = await Promise.all([1, 2].map((seed) => signature(app, seed)));
  server.enterElsewhere(key, {}, '王芳', { signatures: [{ role: 'customer', file: theirs! }], files: [{ kind: 'site-overview', file: 'f' }] });
  await sync(app);
  expect(differences(app.desk, key)).toMatchObject({
    files: [{ kind: 'site-overview', mine: [], theirs: ['f'] }],
    signatures: [{ role: 'customer', mine, theirs }],
  });
  await resolve(app.desk, key, Date.now(), { fields: {}, files: { 'site-overview': 'theirs' }, signatures: { customer: 'theirs' } });
  expect(app.desk.drafts.get(key)).toMatchObject({
    files: [{ kind: 'site-overview', file: 'f' }],
    signatures: [{ role: 'customer', file: theirs }],
  });
});

test('values that say the same are no conflict, however their members are ordered', async () => {
  const app = await onSite();
  await typed(app, { position: { lat: 40, lon: 116 }, supplyPoint: 'mine' });
  server.enterElsewhere(key, { position: { lon: 116, lat: 40 }, supplyPoint: 'theirs' }, '王芳');
  await sync(app);
  expect(differences(app.desk, key)!.fields.map((d) => d.id)).toEqual(['supplyPoint']);
});

test('what was to be signed by link is laid before the customer after the choice', async () => {
  const app = await onSite();
  await typed(app, { supplyPoint: 'mine' });
  await offer(app.desk, key, Date.now());
  server.enterElsewhere(key, { supplyPoint: 'theirs' }, '王芳');
  await sync(app);
  await resolve(app.desk, key, Date.now(), { fields: { supplyPoint: 'mine' }, files: {}, signatures: {} });
  await sync(app);
  expect(server.taken.map((o) => o.kind)).toEqual(['offer']);
});

test('a refused completion can be mended and handed in again', async () => {
  const app = await onSite();
  await typed(app, { wrong: 1 });
  await complete(app.desk, key, Date.now());
  await sync(app);
  expect(app.desk.of(key)).toMatchObject([{ state: 'refused', problem: { errors: { 'fields.wrong': ['这一项不对'] } } }]);
  await takeBack(app.desk, key, Date.now());
  await saveDraft(app.desk, key, Date.now(), (draft) => ({ ...draft, fields: { supplyPoint: 'right' } }));
  await complete(app.desk, key, Date.now());
  await sync(app);
  expect(server.stages.get(key)!.done).toBe(true);
  expect(app.desk.unsent()).toEqual({ operations: 0, files: 0 });
});

test('a case withdrawn meanwhile keeps what was entered here', async () => {
  const app = await onSite();
  await typed(app, { supplyPoint: 'much work' });
  const id = await takePhoto(app.desk, key, 'site-overview', photoOf(1500, 5));
  server.withdraw(key);
  await sync(app);
  await sync(app);
  expect(app.desk.visits.get(key)?.gone?.words).toBe('客户已撤回申请');
  expect(app.desk.drafts.get(key)?.fields['supplyPoint']).toBe('much work');
  expect(await app.vault.bytes('pieces', `${id}/1`)).toBeDefined();
});

test('a visit that is gone with nothing owed leaves nothing behind', async () => {
  const app = await onSite();
  await typed(app, { supplyPoint: 'x' });
  await sync(app);
  server.withdraw(key);
  await sync(app);
  expect([app.desk.visits.size, app.desk.drafts.size]).toEqual([0, 0]);
});

test('a wiped device is told so', async () => {
  const app = await onSite();
  server.wiped = true;
  server.tokens.clear();
  await expect(sync(app)).rejects.toThrow(Wiped);
});

test('a full device keeps what it has, and says that the new was not kept', async () => {
  const app = await onSite();
  await typed(app, { supplyPoint: 'kept' });
  const write = app.vault.write.bind(app.vault);
  app.vault.write = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  await expect(takePhoto(app.desk, key, 'site-overview', photoOf(500, 6))).rejects.toMatchObject({ name: 'QuotaExceededError' });
  expect(app.desk.drafts.get(key)).toMatchObject({ fields: { supplyPoint: 'kept' }, files: [] });
  app.vault.write = write;
  await takePhoto(app.desk, key, 'site-overview', photoOf(500, 6));
  expect(app.desk.drafts.get(key)?.files).toHaveLength(1);
});

test('visits heard in another language are asked for anew, and what was entered stays', async () => {
  const app = await onSite();
  await typed(app, { supplyPoint: 'A' });
  const asked: Record<string, string>[] = [];
  const english = await started(
    (url, init) => {
      if (url.endsWith('field/work')) asked.push((JSON.parse(init.body as string) as { have: Record<string, string> }).have);
      return server.fetch(url, init);
    },
    keys,
    (vault) => vault,
    'en',
  );
  await pull(english.desk, english.line, Date.now);
  await pull(english.desk, english.line, Date.now);
  expect(asked).toEqual([{}, { [key]: 't1' }]);
  expect(english.desk.drafts.get(key)?.fields['supplyPoint']).toBe('A');
});

test('a server that has lost a file it called safe gets it again before anything is deleted here', async () => {
  const app = await onSite();
  const id = await takePhoto(app.desk, key, 'site-overview', photoOf(2500, 7));
  await complete(app.desk, key, Date.now());
  const losing = await started(async (url, init) => {
    if (url.endsWith('field/operations')) server.uploads.delete(id);
    return server.fetch(url, init);
  }, keys);
  await round(losing.desk, losing.line, Date.now, true, () => undefined);
  expect(server.taken).toHaveLength(0);
  expect(await losing.vault.bytes('pieces', `${id}/2`)).toBeDefined();
  const after = await started(server.fetch, keys);
  await sync(after);
  expect(server.taken.map((o) => o.kind)).toEqual(['complete']);
  expect(server.uploads.get(id)?.safe).toBe(true);
});
