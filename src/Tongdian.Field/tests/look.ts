// Takes pictures of the app on a phone, in both languages: `npm run look`, into TONGDIAN_SCREENSHOTS.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launched, phone, signIn } from './browser.ts';
import { serve } from './stub/serve.ts';
import { aDay } from './stub/world.ts';

const folder = process.env['TONGDIAN_SCREENSHOTS'] ?? 'pictures';
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
type Shot = (name: string, whole?: boolean) => Promise<unknown>;

mkdirSync(folder, { recursive: true });
const browser = await launched();
for (const language of ['zh', 'en'] as const) {
  const { address, server } = await serve(aDay(), dist);
  const context = await browser.newContext({ ...phone, locale: language === 'zh' ? 'zh-CN' : 'en-GB' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(language, error));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(language, message.text());
  });
  const shot: Shot = async (name, whole = true) => {
    if (whole) await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: `${folder}/${name}.${language}.png`, fullPage: whole });
  };
  await page.goto(address);
  await signIn(page, shot);
  await shot('today');
  await survey(page, shot, () => context.setOffline(true));
  await construction(page, shot);
  await inspection(page, shot);
  await page.click('.bar-button');
  await shot('more');
  await page.click('button:has(svg) >> text=/锁定|Lock/');
  await page.waitForSelector('[name=pin]');
  await shot('locked', false);
  await context.close();
  server.close();
}
await browser.close();

async function survey(page: Page, shot: Shot, cut: () => Promise<void>): Promise<void> {
  await page.click('.visit >> nth=0');
  await page.waitForSelector('.who');
  await shot('visit');
  await cut();
  await page.click('.stack button >> nth=1');
  await page.waitForSelector('.done');
  await shot('checked-in', false);
  await page.click('button.main');
  await page.waitForSelector('section.assured');
  for (const assured of await page.locator('section.assured input').all()) await assured.check();
  await page.waitForSelector('.field');
  await page.fill('textarea', '二楼窗下有高压线');
  await page.click('button:has-text("画草图"), button:has-text("Draw a sketch")');
  for (const symbol of [0, 3, 5]) await page.locator('.tool-palette button').nth(symbol).click();
  await page.click('button:has-text("连电缆"), button:has-text("Cable to")');
  await page.locator('.tool-symbol').first().dispatchEvent('pointerdown', { pointerId: 1 });
  await page.click('button:has-text("手绘"), button:has-text("Draw by finger")');
  await draw(page, '.tool-sheet-paper', [0.15, 0.6], [0.4, 0.8], [0.7, 0.65], [0.9, 0.85]);
  await shot('form');
  await page.click('button.main.wide');
  await page.waitForSelector('.faults');
  await shot('faults');
  await back(page);
  await shot('today-offline', false);
  await page.click('.bar-reach');
  await shot('sending', false);
  await page.goBack();
}

async function construction(page: Page, shot: Shot): Promise<void> {
  await page.click('.visit >> nth=1');
  await page.waitForSelector('.who');
  await shot('construction-visit');
  await page.click('.stack button >> nth=1');
  await page.waitForSelector('.done');
  await page.click('button.main');
  await page.waitForSelector('.safety');
  await shot('safety', false);
  await page.click('.segments-row label >> nth=0');
  await shot('construction');
  await page.fill('#field-crewMembers input', '3');
  await page.fill('#field-meterNumber input', 'DD20260131');
  await page.click('#field-seals > button');
  await page.fill('#field-seals .row-card input >> nth=0', 'F8801');
  await page.locator('#field-seals .row-card input[type=radio]').first().check();
  await photograph(page, '[id="field-files.before"]');
  await sign(page);
  await shot('construction-filled');
  await handIn(page, shot, 'construction');
  await back(page);
}

async function inspection(page: Page, shot: Shot): Promise<void> {
  await page.click('.visit >> nth=3');
  await page.waitForSelector('.who');
  await shot('inspection-visit');
  await page.click('.stack button >> nth=1');
  await page.waitForSelector('.done');
  await page.click('button.main');
  await page.waitForSelector('.checklist');
  await shot('inspection');
  const items = page.locator('.checklist > li');
  for (const [nth, judgement] of [0, 1, 0].entries()) await items.nth(nth).locator('.segments-row label').nth(judgement).click();
  await items.nth(1).locator('textarea').fill('接地扁铁断开，须重新焊接并复测。');
  await photograph(page, '.checklist > li:nth-child(2)');
  await page.fill('#field-earthResistanceOhm input', '6.8');
  await sign(page);
  await shot('inspection-filled');
  await handIn(page, shot, 'inspection');
  await page.click('button:has-text("查看已填内容"), button:has-text("See what was entered")');
  await page.waitForSelector('.value');
  await shot('inspection-handed-in');
  await page.goBack();
  await back(page, 1);
}

async function photograph(page: Page, at: string): Promise<void> {
  const picture = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1200, 900];
    const pen = canvas.getContext('2d')!;
    for (const [colour, y, height] of [['#9fb6c3', 0, 520], ['#7d756a', 520, 380]] as const) {
      pen.fillStyle = colour;
      pen.fillRect(0, y, 1200, height);
    }
    pen.fillStyle = '#d8d8d0';
    pen.fillRect(430, 220, 340, 460);
    const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!), 'image/jpeg'));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  await page.locator(`${at} input[type=file]`).last().setInputFiles({ name: 'site.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(picture) });
  await page.waitForSelector(`${at} .tool-photo`);
}

async function sign(page: Page): Promise<void> {
  await page.locator('canvas.tool-pad').scrollIntoViewIfNeeded();
  await draw(page, 'canvas.tool-pad', [0.2, 0.3], [0.4, 0.7], [0.5, 0.25], [0.6, 0.7], [0.8, 0.35]);
  await page.click('button:has-text("确认签名"), button:has-text("Use this signature")');
  await page.waitForSelector('img.tool-signature');
}

async function draw(page: Page, at: string, ...way: [number, number][]): Promise<void> {
  await page.locator(at).scrollIntoViewIfNeeded();
  const box = (await page.locator(at).boundingBox())!;
  for (const [nth, [x, y]] of way.entries()) {
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 6 });
    if (nth === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

async function handIn(page: Page, shot: Shot, name: string): Promise<void> {
  await page.click('button.main.wide');
  await page.waitForSelector('section.ask');
  await shot(`${name}-ask`, false);
  await page.click('section.ask button.main');
  await page.waitForSelector('.who');
  await shot(`${name}-done`, false);
}

/** To today's visits. */
async function back(page: Page, steps = 2): Promise<void> {
  for (let step = 0; step < steps && (await page.locator('.visit').count()) === 0; step++) {
    await page.goBack();
    await page.waitForTimeout(150);
  }
  await page.waitForSelector('.visit');
}
