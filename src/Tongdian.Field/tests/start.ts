// Measures how soon the app can be used on a slow phone: `npm run start-time`.
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { launched, phone, signIn } from './browser.ts';
import { serve } from './stub/serve.ts';
import { aDay } from './stub/world.ts';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const runs = 9;

/** 1.6 Mbit/s, 150 ms there and back for the first load; then without network, from the tap to the field for the PIN. A processor four times as slow. */
async function measureStart(browser: Browser): Promise<void> {
  const { address, server } = await serve(aDay(), dist);
  const context = await browser.newContext(phone);
  const first = await usable(context, address, 'user', 4);
  const page = await context.newPage();
  await page.goto(address);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await signIn(page);
  await page.close();
  await context.setOffline(true);
  for (const slower of [4, 1]) {
    const starts = [];
    for (let run = 0; run < runs; run++) starts.push((await usable(context, address, 'pin', slower)).ms);
    starts.sort((a, b) => a - b);
    console.log(`start without network, CPU / ${slower}: median ${starts[runs >> 1]} ms of ${starts.join(', ')}`);
  }
  console.log(`first load ${first.ms} ms, ${(first.bytes / 1024).toFixed(1)} KB over the wire; load of this machine ${loadavg().map((n) => n.toFixed(1)).join(' ')}`);
  await context.close();
  server.close();
}

async function usable(context: BrowserContext, address: string, input: string, slower: number): Promise<{ ms: number; bytes: number }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  if (input === 'user')
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 });
  let bytes = 0;
  session.on('Network.loadingFinished', (event: { encodedDataLength: number }) => {
    bytes += event.encodedDataLength;
  });
  // The frame after the field is there: what the person sees.
  await page.addInitScript((name) => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector(`[name=${name}]`)) return;
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => performance.mark('usable')));
    });
    seen.observe(document, { childList: true, subtree: true });
  }, input);
  await page.goto(address, { waitUntil: 'commit' });
  const ms = await page.waitForFunction(() => performance.getEntriesByName('usable')[0]?.startTime).then((found) => found.jsonValue());
  const loaded = bytes;
  await page.close();
  return { ms: Math.round(ms!), bytes: loaded };
}

const browser = await launched();
await measureStart(browser);
await browser.close();
