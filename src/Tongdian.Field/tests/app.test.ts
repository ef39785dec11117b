import { beforeEach, expect, test, vi } from 'vitest';
import { FieldApp } from '../src/core/app';
import type { Session } from '../src/core/session';
import { openDatabase, stores } from '../src/core/vault/database';
import { saveDraft } from '../src/core/work/enter';
import { StubServer } from './stub/contract';
import { aVisit, freshDevice } from './vocabulary';

const key = '2026-0001/survey';
let server: StubServer;

beforeEach(() => {
  freshDevice();
  server = new StubServer();
  server.add(aVisit());
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('fetch', server.fetch);
});

async function signedIn(): Promise<FieldApp> {
  const app = new FieldApp(() => 'zh-CN');
  await app.start();
  await app.begin(await app.signIn('李强', 'correct horse', '勘查班 3 号'), '258147');
  await sent(app);
  return app;
}

function sessionOf(app: FieldApp): Session {
  if (app.phase.at !== 'open') throw new Error(`The app is ${app.phase.at}.`);
  return app.phase.session;
}

/** When the try that is under way has ended. */
async function sent(app: FieldApp): Promise<void> {
  const { beat } = sessionOf(app);
  await beat.stop();
}

async function started(): Promise<FieldApp> {
  const app = new FieldApp(() => 'zh-CN');
  await app.start();
  return app;
}

test('after one sign-in the PIN opens what was kept', async () => {
  const first = await signedIn();
  await saveDraft(sessionOf(first).desk, key, Date.now(), (draft) => ({ ...draft, fields: { supplyPoint: '青松台区' } }));
  const again = await started();
  expect(again.phase.at).toBe('locked');
  expect(await again.unlock('258147')).toEqual({ opened: true });
  expect(sessionOf(again).desk.drafts.get(key)?.fields['supplyPoint']).toBe('青松台区');
  await sent(again);
});

test('five wrong PINs slow down, and starting the app anew does not help', async () => {
  await signedIn();
  for (let i = 0; i < 5; i++) expect((await (await started()).unlock('000000')).opened).toBe(false);
  const answer = await (await started()).unlock('258147');
  expect(answer).toMatchObject({ opened: false });
  expect((answer as { waitUntil: number }).waitUntil).toBeGreaterThan(Date.now() + 20_000);
});

test('a forgotten PIN counts what would be lost without opening it', async () => {
  const app = await signedIn();
  await saveDraft(sessionOf(app).desk, key, Date.now(), (draft) => draft);
  const locked = await started();
  expect(await locked.unsent()).toMatchObject({ operations: 1 });
  await locked.wipe('sign-in');
  expect(await everything()).toBe(0);
});

test('a device that the company wipes keeps neither keys nor records, and says so', async () => {
  const app = await signedIn();
  server.wiped = true;
  server.tokens.clear();
  const { beat, desk } = sessionOf(app);
  beat.resume();
  await beat.stop();
  expect(app.phase.at).toBe('wiped');
  expect(await everything()).toBe(0);
  await expect(saveDraft(desk, key, Date.now(), (draft) => draft)).rejects.toThrow();
  expect(await everything()).toBe(0);
});

test('another PIN opens the same', async () => {
  const app = await signedIn();
  expect(await app.changePin('111111', 'abMk71')).toBe(false);
  expect(await app.changePin('258147', 'abMk71')).toBe(true);
  const again = await started();
  expect((await again.unlock('258147')).opened).toBe(false);
  expect((await again.unlock('abMk71')).opened).toBe(true);
  await sent(again);
});

test('what was locked while it was being sent goes on being sent', async () => {
  const app = await signedIn();
  const { desk, beat } = sessionOf(app);
  await saveDraft(desk, key, Date.now(), (draft) => ({ ...draft, fields: { supplyPoint: 'x' } }));
  beat.resume();
  beat.poke(true);
  await app.lock();
  expect(app.phase.at).toBe('locked');
  expect((await app.unlock('258147')).opened).toBe(true);
  sessionOf(app).beat.poke(true);
  await vi.waitFor(() => expect(server.stages.get(key)?.entry?.fields['supplyPoint']).toBe('x'));
  await sent(app);
});

async function everything(): Promise<number> {
  const db = await openDatabase();
  const counts = await Promise.all([...stores, 'lock' as const].map((store) => db.count(store)));
  db.close();
  return counts.reduce((a, b) => a + b);
}
