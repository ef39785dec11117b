import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Bytes } from '../../model';
import type { Lock } from './keys';

export const stores = ['visits', 'drafts', 'operations', 'files', 'pieces', 'documents', 'settings'] as const;
export type Store = (typeof stores)[number];

/** How often the PIN was wrong in a row, and until when no other is taken. */
export interface Tries {
  wrong: number;
  waitUntil: number;
}

interface Schema extends DBSchema {
  lock: { key: string; value: Lock | Tries };
  visits: { key: string; value: Bytes };
  drafts: { key: string; value: Bytes };
  operations: { key: string; value: Bytes };
  files: { key: string; value: Bytes };
  pieces: { key: string; value: Bytes };
  documents: { key: string; value: Bytes };
  settings: { key: string; value: Bytes };
}

export type Database = IDBPDatabase<Schema>;

export const databaseName = 'tongdian-field';

export function openDatabase(): Promise<Database> {
  return openDB<Schema>(databaseName, 1, {
    upgrade(db) {
      db.createObjectStore('lock');
      for (const store of stores) db.createObjectStore(store);
    },
  });
}

/** Keys first and everything in one transaction: there is no moment at which something readable is left. */
export async function destroy(db: Database): Promise<void> {
  const all = ['lock', ...stores] as const;
  const tx = db.transaction(all, 'readwrite', { durability: 'strict' });
  await Promise.all([...all.map((store) => tx.objectStore(store).clear()), tx.done]);
}
