// Keeps the app itself for times without network. Answers of the server are never kept here: they are sealed in the app's own storage.
import { newest } from './shell/newest';

declare const self: ServiceWorkerGlobalScope;
declare const __PRECACHE__: { version: string; shell: string[]; later: string[] };

const { version, shell, later } = __PRECACHE__;
const scope = '/field/';
const cacheName = `field-${version}`;

// The tables of the calculation change without the app: a new edition counts from the day it is there.
const tables = `${scope}rules/tables.json`;
const patienceMs = 3_000;

self.addEventListener('install', (event) => event.waitUntil(keep(shell)));

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

self.addEventListener('message', (event) => {
  // A new version waits until its person says so: nothing is pulled away under their hands.
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting());
  if (event.data === 'complete') event.waitUntil(complete(event.source));
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(scope)) return;
  const path = event.request.mode === 'navigate' ? `${scope}index.html` : url.pathname;
  event.respondWith(answer(path, event.request));
});

async function keep(files: string[]): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((file) => new Request(scope + file, { cache: 'no-cache' })));
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('field-') && name !== cacheName) await caches.delete(name);
  await self.clients.claim();
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  if (path === tables) return newest(refreshed(cache, request), () => cache.match(path), patienceMs);
  const kept = await cache.match(path);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && (later.includes(path.slice(scope.length)) || path.startsWith(`${scope}rules/`))) await cache.put(path, response.clone());
  return response;
}

async function refreshed(cache: Cache, request: Request): Promise<Response> {
  const response = await fetch(request, { cache: 'no-cache' });
  if (response.ok) await cache.put(tables, response.clone());
  return response;
}

/** Fetches what the start did not need, one by one; what fails is asked for again the next time. */
async function complete(client: Client | ServiceWorker | MessagePort | null): Promise<void> {
  const cache = await caches.open(cacheName);
  let missing = 0;
  for (const file of later) {
    if (await cache.match(scope + file)) continue;
    try {
      await cache.add(new Request(scope + file, { cache: 'no-cache' }));
    } catch {
      missing++;
    }
  }
  client?.postMessage({ offline: missing === 0 });
}
