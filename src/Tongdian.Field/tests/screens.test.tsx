// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FieldApp } from '../src/core/app';
import type { Session } from '../src/core/session';
import { Root } from '../src/screens/Root';
import { AppContext } from '../src/shell/context';
import { Updates } from '../src/shell/update';
import type { StubServer } from './stub/contract';
import { aDay } from './stub/world';
import { freshDevice, photoOf, takePhoto } from './vocabulary';

let server: StubServer;
let online: boolean;
let app: FieldApp;

beforeEach(async () => {
  freshDevice();
  localStorage.setItem('tongdian-field-language', 'zh');
  server = aDay();
  online = true;
  document.body.innerHTML = '<div id="app"></div>';
  // Nothing is drawn here: the signature pad gets a sheet that takes everything.
  HTMLCanvasElement.prototype.getContext = (() => new Proxy({}, { get: () => () => undefined, set: () => true })) as never;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => (online ? server.fetch(url, init) : Promise.reject(new TypeError('Failed to fetch'))));
  app = new FieldApp(() => 'zh-CN');
  render(
    <AppContext.Provider value={{ app, updates: new Updates(app.changed) }}>
      <Root />
    </AppContext.Provider>,
    document.getElementById('app')!,
  );
  await app.start();
});

afterEach(() => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(navigator, 'geolocation');
});

const seen = (text: string): Promise<void> => vi.waitFor(() => expect(document.body.textContent).toContain(text), { timeout: 5000, interval: 10 });

const inspection = '202606-000097/completion-inspection';
const emergency = '202606-000140/survey';
const buttons = (): string[] => [...document.querySelectorAll('button')].map((b) => b.textContent!.trim());

function sessionOf(): Session {
  if (app.phase.at !== 'open') throw new Error(`The app is ${app.phase.at}.`);
  return app.phase.session;
}

async function pressIn(place: string, text: string): Promise<void> {
  await vi.waitFor(() => expect(document.querySelector(place)?.textContent).toContain(text), { timeout: 5000, interval: 10 });
  [...document.querySelectorAll<HTMLElement>(`${place} :is(button, label)`)].find((b) => b.textContent!.includes(text))!.click();
}

async function press(text: string): Promise<void> {
  const found = await vi.waitFor(
    () => {
      const button = [...document.querySelectorAll<HTMLElement>('button, summary, label')].find(
        (b) => b.textContent?.includes(text) && !(b as HTMLButtonElement).disabled,
      );
      expect(button, text).toBeDefined();
      return button!;
    },
    { timeout: 5000, interval: 10 },
  );
  found.click();
}

async function type(selector: string, text: string): Promise<void> {
  const input = await vi.waitFor(
    () => {
      const found = document.querySelector<HTMLInputElement>(selector);
      expect(found, selector).not.toBeNull();
      return found!;
    },
    { timeout: 5000, interval: 10 },
  );
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

async function signIn(): Promise<void> {
  await type('[name=user]', '李强');
  await type('[name=password]', 'correct horse');
  await type('[name=device]', '勘查班 3 号');
  document.querySelector('form')!.requestSubmit();
  await type('[name=pin]', '258147');
  await type('[name=again]', '258147');
  await vi.waitFor(() => expect(document.querySelector<HTMLButtonElement>('button.main')!.disabled).toBe(false));
  document.querySelector('form')!.requestSubmit();
  await seen('张伟');
}

test('a crew signs in, sees the day in order, checks in without network, fills in the form, and it arrives', async () => {
  await signIn();
  expect([...document.querySelectorAll('.visit-when')].map((e) => e.textContent)).toEqual([
    '今天 09:00–10:00',
    '今天 10:30–12:00',
    '没有约定时间',
    '没有约定时间',
  ]);
  online = false;
  await press('李秀兰');
  await press('到场签到');
  await seen('到场');
  await press('填写表单');
  await seen('全部确认后才显示其他内容');
  expect(document.body.textContent).not.toContain('施工人数');
  await press('是');
  await seen('施工人数');
  await press('提交');
  await seen('还差 5 处');
  online = true;
  history.back();
  await vi.waitFor(() => expect(server.taken.map((o) => o.kind)).toEqual(['check-in', 'start', 'draft']), { timeout: 10_000 });
  expect(server.taken[2]).toMatchObject({ body: { fields: { safetyBriefing: true }, origins: { safetyBriefing: 'typed' } } });
});

test('a locked app shows nothing of a customer', async () => {
  await signIn();
  await app.lock();
  await seen('请输入 PIN');
  expect(document.body.textContent).not.toContain('张伟');
});

test('what the server knows is done need not be said again, and a photo that it holds can be taken out', async () => {
  const stage = server.stages.get(inspection)!;
  stage.visit = { ...stage.visit, onTheWay: true, there: true, handed: [{ kind: 'inspection', file: 'f-1' }] };
  await signIn();
  await press('青松食品');
  await seen('已到场');
  expect(buttons()).not.toContain('出发');
  await press('填写表单');
  await seen('服务器上的第 1 份');
  await pressIn('[id="field-files.inspection"]', '删除');
  await press('确定删除');
  await vi.waitFor(() => expect(document.body.textContent).not.toContain('服务器上的第 1 份'));
  history.back();
  await vi.waitFor(() => expect(server.taken.at(-1)).toMatchObject({ kind: 'draft', body: { files: [] } }), { timeout: 10_000 });
});

test('a photo of a defect is kept at its item and handed in with the photos of the stage', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ close: () => undefined }));
  await signIn();
  await press('青松食品');
  await press('填写表单');
  await pressIn('.checklist > li:nth-child(2)', '不合格');
  await seen('缺陷照片');
  const input = document.querySelector<HTMLInputElement>('.checklist > li:nth-child(2) input[type=file]')!;
  const jpeg = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 11, 184, 15, 160, 3])], 'a.jpg', { type: 'image/jpeg' });
  Object.defineProperty(input, 'files', { value: [jpeg], configurable: true });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await seen('另有 1 张在检查项目中');
  history.back();
  await vi.waitFor(() => expect(server.stages.get(inspection)!.entry?.files).toHaveLength(1), { timeout: 10_000 });
  const { fields, files } = server.stages.get(inspection)!.entry!;
  expect(fields['items']).toEqual({ earthing: { result: 'fail', photos: [files[0]!.file] } });
});

test('only what brings an entry can be mended, and a refused step is not shown as done', async () => {
  await signIn();
  online = false;
  await press('张伟');
  await press('出发');
  await seen('出发');
  server.withdraw('202606-000128/survey');
  online = true;
  await press('项待发送');
  await press('立即发送');
  await seen('客户已撤回申请');
  expect(buttons()).toContain('不再发送');
  expect(buttons()).not.toContain('去修改');
});

test('a pause that could not be kept says so, and can be tried again', async () => {
  await signIn();
  await press('张伟');
  await press('到场签到');
  await press('暂停');
  await press('天气原因');
  const { vault } = sessionOf();
  const write = vault.write.bind(vault);
  vault.write = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  document.querySelector<HTMLFormElement>('details form')!.requestSubmit();
  await seen('新的内容没有存下来');
  vault.write = write;
  document.querySelector<HTMLFormElement>('details form')!.requestSubmit();
  await seen('工作已暂停。');
});

test('what is typed while the position is looked for is handed in too', async () => {
  const stage = server.stages.get(emergency)!;
  stage.visit = { ...stage.visit, fields: [{ field: { id: 'remarks', type: 'text', label: '备注', required: false, requiredWhen: [] } }] };
  let found: () => void = () => undefined;
  const geolocation = {
    getCurrentPosition: (done: PositionCallback) => {
      found = () => done({ timestamp: 0, coords: { latitude: 40, longitude: 116, accuracy: 8 } } as GeolocationPosition);
    },
  };
  await signIn();
  await press('示范县人民医院');
  await press('填写表单');
  await press('提交');
  Object.defineProperty(navigator, 'geolocation', { value: geolocation, configurable: true });
  await press('确认提交');
  await type('.field input', '到最后一刻');
  found();
  await vi.waitFor(() => expect(server.taken.at(-1)?.kind).toBe('complete'), { timeout: 10_000 });
  expect(server.taken.at(-1)).toMatchObject({ place: { accuracyM: 8 }, body: { fields: { remarks: '到最后一刻' } } });
});

test('a file that cannot be read does not keep the others from being handed on', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ close: () => undefined }));
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  await signIn();
  const { desk, vault } = sessionOf();
  online = false;
  const ids = await Promise.all([1, 2].map((seed) => takePhoto(desk, inspection, 'inspection', photoOf(40, seed))));
  await vault.write([{ store: 'pieces', name: `${ids[0]!}/0`, remove: true }]);
  server.withdraw(inspection);
  online = true;
  sessionOf().beat.poke(true);
  await press('青松食品');
  await press('保存全部内容');
  await seen('已损坏');
  expect(saved).toEqual([expect.stringMatching(/\.txt$/), expect.stringContaining(ids[1]!.slice(-6))]);
});
