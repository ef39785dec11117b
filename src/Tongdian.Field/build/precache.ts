import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** What must be there before the app starts without network, and what may come a little later (reading of codes, the calculation). */
export interface Precache {
  version: string;
  shell: string[];
  later: string[];
}

// The server serves what lies here below /field/rules.
const rules = '../Tongdian.Field.Rules/bin/bundle/wwwroot';

/** Writes into the built service worker which files there are. */
export function precache(): Plugin {
  let root = '';
  let folder = '';
  return {
    name: 'precache',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const files = [...filesIn(folder, ''), ...filesIn(join(root, rules), 'rules/')].filter(({ name }) => name !== 'worker.js');
      const hash = createHash('sha256');
      for (const { name, path } of files) hash.update(name).update(readFileSync(path));
      const names = files.map(({ name }) => name);
      const list: Precache = {
        version: hash.digest('hex').slice(0, 16),
        shell: names.filter((n) => !mayComeLater(n)),
        later: names.filter(mayComeLater),
      };
      const worker = join(folder, 'worker.js');
      const code = readFileSync(worker, 'utf8');
      if (!code.includes('__PRECACHE__')) throw new Error('The service worker has no place for its list of files.');
      writeFileSync(worker, code.replace('__PRECACHE__', JSON.stringify(list)));
    },
  };
}

const mayComeLater = (name: string): boolean => name.startsWith('rules/') || name.endsWith('.wasm') || /\/decode-/.test(name);

function filesIn(folder: string, prefix: string): { name: string; path: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && !/\.(br|gz|map)$/.test(f.name))
    .map((f) => join(f.parentPath, f.name))
    .map((path) => ({ name: prefix + path.slice(folder.length).replace(/^\//, ''), path }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
