import { beforeEach, expect, test } from 'vitest';
import { letGo, pull } from '../src/core/outbox/pull';
import { round } from '../src/core/outbox/round';
import type { Keys } from '../src/core/vault/keys';
import { capture } from '../src/core/work/capture';
import { addFile, complete, offer, removeFile, saveDraft, takeBack } from '../src/core/work/enter';
import { bodyOf, freshDraft } from '../src/core/work/fresh';
import { asText } from '../src/core/work/handOn';
import { signNotice, step } from '../src/core/work/steps';
import type { Entry, Visit } from '../src/model';
import { StubServer } from './stub/contract';
import { aVisit, freshDevice, photoOf, smallPiece, someKeys, started, takePhoto, type App } from './vocabulary';

const key = '2026-0001/survey';
let server: StubServer;
let keys: Keys;

beforeEach(async () => {
  freshDevice();
  server = new StubServer();
  keys = await someKeys();
});

async function onSite(more: Partial<Visit> = {}): Promise<App> {
  server.add(aVisit('2026-0001', 'survey', more));
  const app = await started(server.fetch, keys);
  await pull(app.desk, app.line, Date.now);
  return app;
}

const sync = (app: App): Promise<void> => round(app.desk, app.line, Date.now, true, () => undefined);
const typed = (app: App, fields: Record<string, unknown>): Promise<void> =>
  saveDraft(app.desk, key, Date.now(), (draft) => ({ ...draft, fields: { ...draft.fields, ...fields } }));
const said = (app: App) => app.desk.visits.get(key)!.said;
const kinds = (app: App) => app.desk.of(key).map((kept) => `${kept.operation.kind} ${kept.state}`);

async function signed(app: App): Promise<void> {
  const png = new Blob([new Uint8Array(40)], { type: 'image/png' });
  const [number, stage] = key.split('/') as [string, string];
  const now = Date.now();
  await signNotice(app.desk, key, now, await capture(png, { number, stage, kind: 'signature-customer', keptAt: '' }, now, smallPiece));
}

test('a form begins with what was measured on another device', async () => {
  const app = await onSite({
    sheet: {
      input: { load: { askedKw: 8, askedKva: null } },
      track: [{ lat: 40, lon: 116, accuracyM: 6, at: '2026-06-01T08:00:00Z' }],
      marks: null,
      safety: [{ what: '戴安全帽', at: '2026-06-01T08:00:00Z' }],
      origins: { measuredVoltageV: 'measured' },
    } as never,
    fields: aVisit().fields.map((known) => (known.field.id === 'measuredVoltageV' ? { ...known, value: 231, origin: 'entered' } : known)),
  });
  const draft = freshDraft(app.desk, key, 0);
  expect(draft.sheet).toEqual({
    input: { load: { askedKw: 8 } },
    track: [{ lat: 40, lon: 116, accuracyM: 6, at: '2026-06-01T08:00:00Z' }],
    safety: [{ what: '戴安全帽', at: '2026-06-01T08:00:00Z' }],
  });
  expect(draft.origins).toEqual({ measuredVoltageV: 'measured' });
  await typed(app, { supplyPoint: 'A' });
  expect((app.desk.of(key)[0]!.operation.body as Entry).sheet?.track).toHaveLength(1);
});

test('what another device has measured meanwhile is not written over by what lies here', async () => {
  const app = await onSite();
  await saveDraft(app.desk, key, Date.now(), (draft) => ({ ...draft, sheet: { input: { load: { askedKw: 8 } } } }));
  await sync(app);
  server.measureElsewhere(key, { input: { load: { askedKw: 12 } } });
  await sync(app);
  await typed(app, { supplyPoint: 'A' });
  await sync(app);
  expect(server.stages.get(key)!.entry!.sheet?.input).toEqual({ load: { askedKw: 12 } });
});

test('what was handed in and taken back arrives as a draft', async () => {
  const app = await onSite();
  await typed(app, { supplyPoint: 'much work' });
  await complete(app.desk, key, Date.now());
  await takeBack(app.desk, key, Date.now());
  await sync(app);
  expect(server.taken.map((o) => o.kind)).toEqual(['draft']);
  expect(server.stages.get(key)!.entry!.fields['supplyPoint']).toBe('much work');
});

test('a step that the server refused was not done', async () => {
  const app = await onSite({ notice: { content: '', prepare: [], standard: [], safety: [], steps: [], way: [], canSign: true } });
  await step(app.desk, key, Date.now(), 'set-out');
  await signed(app);
  expect(Object.keys(said(app))).toEqual(['set-out', 'sign-notice']);
  server.withdraw(key);
  await sync(app);
  expect(said(app)).toEqual({});
});

test('a pause that has arrived is over when the server says so', async () => {
  const app = await onSite();
  await step(app.desk, key, Date.now(), 'pause', undefined, { reason: 'weather' });
  await sync(app);
  expect(app.desk.visits.get(key)!.visit.paused).toBe(true);
  expect(said(app)).toEqual({});
});

test('what was handed in cannot be changed, and says that a late photo was not kept', async () => {
  const app = await onSite();
  await typed(app, { supplyPoint: 'as handed in' });
  await complete(app.desk, key, Date.now());
  await typed(app, { supplyPoint: 'later' });
  await expect(takePhoto(app.desk, key, 'site-overview', photoOf(500, 1))).rejects.toThrow();
  await offer(app.desk, key, Date.now());
  expect(kinds(app)).toEqual(['complete waiting']);
  expect(app.desk.drafts.get(key)?.fields['supplyPoint']).toBe('as handed in');
  expect(app.desk.files.size).toBe(0);
});

test('a notice is signed once', async () => {
  const app = await onSite();
  await signed(app);
  await signed(app);
  expect(kinds(app)).toEqual(['sign-notice waiting']);
  expect(app.desk.files.size).toBe(1);
});

test('a photo at an item of a checklist is handed in with it, and goes from it when it is removed', async () => {
  const app = await onSite({
    fields: [{ field: { id: 'items', type: 'checklist', label: '', required: true, requiredWhen: [], options: [{ id: 'earthing', label: '' }] } }],
  });
  await typed(app, { items: { earthing: { result: 'fail', remark: '断开' } } });
  const [number, stage] = key.split('/') as [string, string];
  const taken = await capture(photoOf(700, 2), { number, stage, kind: 'site-overview', keptAt: '' }, Date.now(), smallPiece);
  await addFile(app.desk, key, Date.now(), { ...taken, slot: 'files', item: { field: 'items', id: 'earthing' } });
  await sync(app);
  const { fields, files } = server.stages.get(key)!.entry!;
  expect(fields['items']).toEqual({ earthing: { result: 'fail', remark: '断开', photos: [taken.file.id] } });
  expect(files).toEqual([{ kind: 'site-overview', file: taken.file.id }]);
  await removeFile(app.desk, key, Date.now(), taken.file.id);
  expect(app.desk.drafts.get(key)).toMatchObject({ files: [], fields: { items: { earthing: { result: 'fail', remark: '断开' } } } });
  expect(app.desk.drafts.get(key)!.fields['items']).toEqual({ earthing: { result: 'fail', remark: '断开' } });
});

test('what is only for this device is not sent', async () => {
  const app = await onSite();
  await saveDraft(app.desk, key, Date.now(), (draft) => ({ ...draft, plates: { f: { model: { value: 'D', origin: 'typed', accepted: false } } } }));
  expect(Object.keys(bodyOf(app.desk.drafts.get(key)!)).sort()).toEqual(['fields', 'files', 'origins', 'signatures']);
  await sync(app);
  expect(app.desk.drafts.get(key)?.plates).toBeDefined();
});

test('a visit that is handed on says what was measured, and leaves no document behind', async () => {
  server.documents.set('d1', { bytes: new Uint8Array(9), mediaType: 'application/pdf' });
  const app = await onSite({ documents: [{ file: 'd1', label: '图纸', mediaType: 'application/pdf' }] });
  await sync(app);
  expect(await app.vault.has('documents', 'd1')).toBe(true);
  await saveDraft(app.desk, key, Date.now(), (draft) => ({ ...draft, sheet: { safety: [{ what: '戴安全帽', at: '2026-06-01T08:00:00Z' }] } }));
  expect(asText(app.desk, key)).toContain('戴安全帽');
  await letGo(app.desk, key);
  expect(await app.vault.has('documents', 'd1')).toBe(false);
});
