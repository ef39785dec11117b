import { chromium, type Browser, type Page } from 'playwright-core';

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

export const phone = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  geolocation: { latitude: 40.3165, longitude: 116.6373, accuracy: 9 },
  permissions: ['geolocation'],
};

export function launched(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['TONGDIAN_TEST_CHROMIUM'] ?? '/usr/bin/chromium', args: flags });
}

/** A colleague signs in and chooses a PIN; then today's visits are there. */
export async function signIn(page: Page, shot: (name: string) => Promise<unknown> = () => Promise.resolve()): Promise<void> {
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
}
