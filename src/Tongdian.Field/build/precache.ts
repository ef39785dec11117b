import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** What must be there before the app starts without network, and what may come a little later (reading of codes, the calculation). */
export interface Precache { version: string; shell: string[]; later: string[] }

/** Writes into the built service worker which files there are. */
export function precache(): Plugin {
  let folder = '';
  return {
    name: 'precache',
    apply: 'build',
    configResolved(config) { folder = join(config.root, config.build.outDir); },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
        .map((f) => join(f.parentPath, f.name).slice(folder.length + 1)).filter((f) => f !== 'worker.js').sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
      const needed = neededAtStart(readFileSync(join(folder, 'index.html'), 'utf8'));
      const list: Precache = {
        version: hash.digest('hex').slice(0, 16),
        shell: files.filter((f) => needed(f)),
        later: files.filter((f) => !needed(f)),
      };
      const worker = join(folder, 'worker.js');
      const code = readFileSync(worker, 'utf8');
      if (!code.includes('__PRECACHE__')) throw new Error('The service worker has no place for its list of files.');
      writeFileSync(worker, code.replace('__PRECACHE__', JSON.stringify(list)));
    },
  };
}

/** The page, and what it names. */
export function neededAtStart(page: string): (file: string) => boolean {
  return (file) => file === 'index.html' || page.includes(`/field/${file}"`);
}
