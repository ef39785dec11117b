import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = new URL('../dist/', import.meta.url);
const built = existsSync(new URL('index.html', dist));
const read = (name: string): Buffer => readFileSync(new URL(name, dist));

// Needs the build before; where the tests stand alone it says that it was left out.
test.skipIf(!built)('the first load weighs less than 100 KB', () => {
  const page = read('index.html');
  const named = [...page.toString().matchAll(/\/field\/([^"]+\.(?:js|css|svg))"/g)].map((m) => m[1]!);
  expect(named.some((name) => name.endsWith('.js')) && named.some((name) => name.endsWith('.css'))).toBe(true);
  const bytes = [page, ...named.map(read)].reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
  expect(bytes).toBeLessThan(100 * 1024);
});

test.skipIf(!built)('the service worker knows every file that the app needs without network, and never answers for the server', () => {
  const worker = read('worker.js').toString();
  for (const [, name] of read('index.html')
    .toString()
    .matchAll(/\/field\/([^"]+)"/g))
    expect(worker).toContain(`"${name}"`);
  expect(worker).not.toContain('__PRECACHE__');
  expect(worker).not.toContain('/api/');
  expect(worker).toMatch(/"later":\[[^\]]*zxing_reader[^\]]*\.wasm"/);
});
