import type { Guid } from '../../model';
import type { Change } from '../vault/vault';
import type { Desk } from '../work/desk';
import { appended, bodyOf } from '../work/enter';
import { isEntry, type Draft, type Kept } from '../work/records';

export type Side = 'mine' | 'theirs' | 'both';

export interface Difference {
  id: string;
  mine: unknown;
  theirs: unknown;
}

export const conflictOf = (desk: Desk, key: string): Kept | undefined => desk.of(key).find((kept) => kept.state === 'conflict');

/** Fields that both sides have filled differently, or one side only. */
export function differingFields(draft: Draft, kept: Kept): Difference[] {
  const theirs = kept.theirs?.fields ?? {};
  return [...new Set([...Object.keys(draft.fields), ...Object.keys(theirs)])]
    .filter((id) => JSON.stringify(draft.fields[id] ?? null) !== JSON.stringify(theirs[id] ?? null))
    .map((id) => ({ id, mine: draft.fields[id], theirs: theirs[id] }));
}

/** Kinds of files of which the two sides do not have the same ones. */
export function differingKinds(draft: Draft, kept: Kept): { kind: string; mine: Guid[]; theirs: Guid[] }[] {
  const theirs = kept.theirs?.files ?? [];
  const of = (files: { kind: string; file: Guid }[], kind: string): Guid[] =>
    files
      .filter((f) => f.kind === kind)
      .map((f) => f.file)
      .sort();
  return [...new Set([...draft.files, ...theirs].map((f) => f.kind))]
    .map((kind) => ({ kind, mine: of(draft.files, kind), theirs: of(theirs, kind) }))
    .filter(({ mine, theirs: other }) => mine.join() !== other.join());
}

/** What was chosen becomes the draft, on top of theirs; the operation that met the conflict is said anew. What was not chosen stays readable, set aside. */
export function resolve(desk: Desk, key: string, now: number, fields: Record<string, Side>, kinds: Record<string, Side>): Promise<void> {
  return desk.commit(() => {
    const kept = conflictOf(desk, key);
    const draft = desk.drafts.get(key);
    if (!kept || !draft) return [];
    const merged = chosen(draft, kept, fields, kinds);
    const later = desk.of(key).filter((o) => o !== kept && isEntry(o.operation) && !o.attempted && o.state === 'waiting');
    const kind = [kept, ...later].some((o) => o.operation.kind === 'complete') ? 'complete' : 'draft';
    return [
      { store: 'drafts', name: key, value: merged },
      { store: 'operations', name: kept.operation.id, value: { ...kept, state: 'aside' } },
      ...later.map((o): Change => ({ store: 'operations', name: o.operation.id, remove: true })),
      appended(desk, key, now, { kind, place: kept.operation.place, body: bodyOf(merged) }),
    ];
  });
}

function chosen(draft: Draft, kept: Kept, fields: Record<string, Side>, kinds: Record<string, Side>): Draft {
  const theirs = kept.theirs ?? { fields: {}, files: [], by: '', at: '' };
  const values = { ...draft.fields };
  const origins = { ...draft.origins };
  for (const { id } of differingFields(draft, kept)) {
    if (fields[id] !== 'theirs') continue;
    delete origins[id];
    if (theirs.fields[id] === undefined || theirs.fields[id] === null) delete values[id];
    else values[id] = theirs.fields[id];
  }
  let files = [...draft.files];
  for (const { kind } of differingKinds(draft, kept)) {
    const side = kinds[kind] ?? 'both';
    if (side === 'theirs') files = files.filter((f) => f.kind !== kind);
    if (side === 'mine') continue;
    files.push(...theirs.files.filter((f) => f.kind === kind && !files.some((g) => g.file === f.file)).map((f) => ({ kind: f.kind, file: f.file })));
  }
  return { ...draft, fields: values, origins, files, base: kept.entry ?? draft.base };
}

/** Sets aside what the server will not take: it is not sent any more, and stays readable. */
export function setAside(desk: Desk, id: Guid): Promise<void> {
  return desk.commit(() => {
    const kept = desk.operations.get(id);
    return kept && kept.state === 'refused' ? [{ store: 'operations', name: id, value: { ...kept, state: 'aside' } }] : [];
  });
}

/** Forgets what was set aside. */
export function forget(desk: Desk, key: string): Promise<void> {
  return desk.commit(() =>
    desk
      .of(key)
      .filter((kept) => kept.state === 'aside')
      .map((kept): Change => ({ store: 'operations', name: kept.operation.id, remove: true })),
  );
}
