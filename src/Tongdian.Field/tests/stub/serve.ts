import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { createGzip } from 'node:zlib';
import type { StubServer } from './contract';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** The headers that the app lives with on the real server. */
export const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The built app and the stub of the contract under one address. */
export function serve(stub: StubServer, dist: string): Promise<{ address: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://x').pathname;
    if (path.startsWith('/api/')) {
      const parts: Buffer[] = [];
      request
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () => {
          const body = Buffer.concat(parts);
          const content = request.method === 'PATCH' ? new Uint8Array(body) : body.toString();
          void stub
            .fetch(path, { method: request.method!, headers: request.headers as Record<string, string>, body: content || undefined })
            .then(async (answer) => {
              response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? 'application/json' });
              response.end(Buffer.from(await answer.arrayBuffer()));
            });
        });
      return;
    }
    // The calculation is built elsewhere.
    if (path.startsWith('/field/rules/')) return void response.writeHead(404).end();
    const file = join(dist, normalize(path.replace(/^\/field\/?/, '')) || 'index.html');
    const found = existsSync(file) && statSync(file).isFile() ? file : join(dist, 'index.html');
    response.writeHead(200, {
      'Content-Type': types[extname(found)] ?? 'application/octet-stream',
      'Content-Encoding': 'gzip',
      'Content-Security-Policy': policy,
    });
    createReadStream(found)
      .pipe(createGzip({ level: 9 }))
      .pipe(response);
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve({ address: `http://127.0.0.1:${(server.address() as { port: number }).port}/field/`, server })),
  );
}
