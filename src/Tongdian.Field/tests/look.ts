// Takes pictures of the app on a phone, in both languages, and measures how soon it can be used: `npm run look`, into TONGDIAN_SCREENSHOTS.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { aDay } from './stub/world.ts';
import { serve } from './stub/serve.ts';

const folder = process.env['TONGDIAN_SCREENSHOTS'] ?? 'pictures';
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const program = process.env['TONGDIAN_TEST_CHROMIUM'] ?? '/usr/bin/chromium';
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: program, args: flags });
const phone = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  geolocation: { latitude: 40.3165, longitude: 116.6373, accuracy: 9 },
  permissions: ['geolocation'],
};

for (const language of ['zh', 'en'] as const) {
  const { address, server } = await serve(aDay(), dist);
  const context = await browser.newContext({ ...phone, locale: language === 'zh' ? 'zh-CN' : 'en-GB' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(language, error));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(language, message.text());
  });
  const shot = (name: string, whole = true): Promise<unknown> => page.screenshot({ path: `${folder}/${name}.${language}.png`, fullPage: whole });
  await page.goto(address);
  await page.fill('[name=user]', '李强');
  await page.fill('[name=password]', 'correct horse');
  await page.fill('[name=device]', '勘查班 3 号');
  await shot('sign-in');
  await page.click('button.main');
  await page.fill('[name=pin]', '258147');
  await shot('pin');
  await page.fill('[name=again]', '258147');
  await page.click('button.main');
  await page.waitForSelector('.visit');
  await shot('today');
  await page.click('.visit >> nth=0');
  await page.waitForSelector('.who');
  await shot('visit');
  await context.setOffline(true);
  await page.click('.stack button >> nth=1');
  await page.waitForSelector('.done');
  await shot('checked-in', false);
  await page.click('button.main');
  await page.waitForSelector('.field');
  await page.fill('textarea', '二楼窗下有高压线');
  await shot('form');
  await page.click('button.main.wide');
  await page.waitForSelector('.faults');
  await shot('faults');
  await page.goBack();
  await page.waitForSelector('.who');
  await page.goBack();
  await page.waitForSelector('.visit');
  await shot('today-offline', false);
  await page.click('.bar-reach');
  await shot('sending', false);
  await page.goBack();
  await page.click('.visit >> nth=1');
  await page.click('.stack button >> nth=2');
  await page.waitForSelector('.safety');
  await shot('safety', false);
  await page.click('.segments-row label >> nth=0');
  await shot('construction');
  await page.goBack();
  await page.waitForSelector('.who');
  await page.goBack();
  await page.click('.bar-button');
  await shot('more');
  await page.click('button:has(svg) >> text=/锁定|Lock/');
  await page.waitForSelector('[name=pin]');
  await shot('locked', false);
  await context.close();
  server.close();
}
await measure();
await browser.close();

/** 1.6 Mbit/s, 150 ms there and back, a processor four times as slow. */
async function measure(): Promise<void> {
  const { address, server } = await serve(aDay(), dist);
  const context = await browser.newContext(phone);
  const first = await usable(context, address, '[name=user]', true);
  const page = await context.newPage();
  await page.goto(address);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.close();
  await context.setOffline(true);
  const offline = await usable(context, address, '[name=user]', true);
  const plain = await usable(context, address, '[name=user]', false);
  console.log(`first load ${first.ms} ms, ${(first.bytes / 1024).toFixed(1)} KB over the wire; start without network ${offline.ms} ms (CPU / 4), ${plain.ms} ms (CPU as it is)`);
  await context.close();
  server.close();
}

async function usable(context: BrowserContext, address: string, selector: string, slow: boolean): Promise<{ ms: number; bytes: number }> {
  const page: Page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  if (slow) {
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  let bytes = 0;
  session.on('Network.loadingFinished', (event: { encodedDataLength: number }) => {
    bytes += event.encodedDataLength;
  });
  const from = Date.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForSelector(selector);
  const ms = Date.now() - from;
  const loaded = bytes;
  await page.close();
  return { ms, bytes: loaded };
}
