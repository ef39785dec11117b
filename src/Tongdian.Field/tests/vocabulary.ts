import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { Visit } from '../src/model';
import { Line } from '../src/core/server/line';
import { Server, type Fetch } from '../src/core/server/server';
import { openDatabase } from '../src/core/vault/database';
import { keysOf, makeSecret, type Keys } from '../src/core/vault/keys';
import { Vault } from '../src/core/vault/vault';
import { capture } from '../src/core/work/capture';
import { Desk } from '../src/core/work/desk';
import { addFile } from '../src/core/work/enter';

export const smallPiece = 1024;

export function aVisit(number = '2026-0001', stage = 'survey', more: Partial<Visit> = {}): Visit {
  return {
    number,
    stage,
    tag: 't1',
    entry: 'e1',
    name: '现场勘查',
    processName: '低压居民',
    state: 'started',
    mine: true,
    paused: false,
    urgent: false,
    green: false,
    customer: { name: '张伟', phone: '13800000000' },
    address: '示范县青松路 12 号',
    facts: {},
    fields: [
      { field: { id: 'supplyPoint', type: 'text', label: '电源接入点', required: true, requiredWhen: [] } },
      {
        field: {
          id: 'measuredVoltageV',
          type: 'number',
          label: '实测电压',
          unit: 'V',
          min: 0,
          max: 500,
          required: true,
          requiredWhen: [],
        },
      },
    ],
    files: [{ kind: 'site-overview', label: '现场全景', min: 1, max: 3, format: 'image', when: [] }],
    signatures: [{ role: 'customer', label: '客户签字', required: false }],
    handed: [],
    known: [],
    documents: [],
    pauseReasons: [],
    readings: [],
    ...more,
  };
}

export function freshDevice(): void {
  globalThis.indexedDB = new IDBFactory();
}

export async function someKeys(): Promise<Keys> {
  return keysOf(makeSecret());
}

export interface App {
  desk: Desk;
  line: Line;
  vault: Vault;
}

/** The app started on what the device has kept. */
export async function started(fetch: Fetch, keys: Keys, vaultOf = (v: Vault) => v, language = 'zh-CN'): Promise<App> {
  const vault = vaultOf(new Vault(await openDatabase(), keys));
  const server = new Server(fetch, () => language);
  return { vault, desk: await Desk.open(vault), line: new Line(server, { device: 'd', secret: 's' }, () => undefined, Date.now) };
}

export function photoOf(size: number, seed: number): Blob {
  const octets = new Uint8Array(size);
  for (let i = 0, x = seed | 1; i < size; i++) {
    x = (x * 1103515245 + 12345) >>> 0;
    octets[i] = x >>> 16;
  }
  return new Blob([octets], { type: 'image/jpeg' });
}

export async function takePhoto(desk: Desk, key: string, kind: string, blob: Blob, now = Date.now()): Promise<string> {
  const [number, stage] = key.split('/') as [string, string];
  const taken = await capture(blob, { number, stage, kind, keptAt: new Date(now).toISOString() }, now, smallPiece);
  await addFile(desk, key, now, { ...taken, slot: 'files' });
  return taken.file.id;
}
