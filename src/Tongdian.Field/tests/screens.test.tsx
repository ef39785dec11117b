// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { FieldApp } from '../src/core/app';
import { Root } from '../src/screens/Root';
import { AppContext } from '../src/shell/context';
import { Updates } from '../src/shell/update';
import type { StubServer } from './stub/contract';
import { aDay } from './stub/world';
import { freshDevice } from './vocabulary';

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

const seen = (text: string): Promise<void> => vi.waitFor(() => expect(document.body.textContent).toContain(text), { timeout: 5000, interval: 10 });

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
