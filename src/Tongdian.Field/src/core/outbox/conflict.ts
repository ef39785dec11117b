import type { Guid } from '../../model';
import { withPhotosAmong } from '../form/itemPhotos';
import { same } from '../form/same';
import type { Change } from '../vault/vault';
import type { Desk } from '../work/desk';
import { appended } from '../work/enter';
import { bodyOf } from '../work/fresh';
import { isEntry, type Draft, type Kept } from '../work/records';

export type Side = 'mine' | 'theirs' | 'both';

/** Where the two sides differ: fields, files by kind, signatures by who signed. */
export interface Differences {
  fields: { id: string; mine: unknown; theirs: unknown }[];
  files: { kind: string; mine: Guid[]; theirs: Guid[] }[];
  signatures: { role: string; mine?: Guid; theirs?: Guid }[];
}

/** What was chosen for each difference. */
export type Choices = Record<keyof Differences, Record<string, Side>>;

export const conflictOf = (desk: Desk, key: string): Kept | undefined => desk.of(key).find((kept) => kept.state === 'conflict');

/** Nothing when there is no conflict. */
export function differences(desk: Desk, key: string): Differences | undefined {
  const kept = conflictOf(desk, key);
  const draft = desk.drafts.get(key);
  if (!kept || !draft) return undefined;
  const theirs = theirsOf(desk, key, kept);
  const ids = (files: Draft['files'], kind: string): Guid[] =>
    files
      .filter((f) => f.kind === kind)
      .map((f) => f.file)
      .sort();
  const by = (signatures: Draft['signatures'], role: string): Guid | undefined => signatures.find((s) => s.role === role)?.file;
  return {
    fields: all(Object.keys(draft.fields), Object.keys(theirs.fields))
      .map((id) => ({ id, mine: draft.fields[id], theirs: theirs.fields[id] }))
      .filter((d) => !same(d.mine, d.theirs)),
    files: all(draft.files.map((f) => f.kind), theirs.files.map((f) => f.kind))
      .map((kind) => ({ kind, mine: ids(draft.files, kind), theirs: ids(theirs.files, kind) }))
      .filter((d) => !same(d.mine, d.theirs)),
    signatures: all(draft.signatures.map((s) => s.role), theirs.signatures.map((s) => s.role))
      .map((role) => ({ role, mine: by(draft.signatures, role), theirs: by(theirs.signatures, role) }))
      .filter((d) => d.mine !== d.theirs),
  };
}

/** What was chosen becomes the draft, on top of theirs; the operation that met the conflict is said anew. What was not chosen stays readable, set aside. */
export function resolve(desk: Desk, key: string, now: number, choices: Choices): Promise<void> {
  return desk.commit(() => {
    const kept = conflictOf(desk, key);
    const draft = desk.drafts.get(key);
    if (!kept || !draft) return [];
    const merged = chosen(desk, key, draft, kept, choices);
    const later = desk.of(key).filter((o) => o !== kept && isEntry(o.operation) && !o.attempted && o.state === 'waiting');
    const { kind, place } = weightiest([kept, ...later]).operation;
    return [
      { store: 'drafts', name: key, value: merged },
      { store: 'operations', name: kept.operation.id, value: { ...kept, state: 'aside' } },
      ...later.map((o): Change => ({ store: 'operations', name: o.operation.id, remove: true })),
      appended(desk, key, now, { kind, place, body: bodyOf(merged) }),
    ];
  });
}

// Who has handed in, or laid it before the customer, means to still.
function weightiest(said: Kept[]): Kept {
  return said.find((o) => o.operation.kind === 'complete') ?? said.find((o) => o.operation.kind === 'offer') ?? said[0]!;
}

// Of a signature the server gives who signed as the kind of its file.
function theirsOf(desk: Desk, key: string, kept: Kept): Pick<Draft, 'fields' | 'files' | 'signatures'> {
  const roles = new Set(desk.visits.get(key)!.visit.signatures.map((s) => s.role));
  const { fields, files } = kept.theirs ?? { fields: {}, files: [] };
  return {
    fields,
    files: files.filter((f) => !roles.has(f.kind)).map(({ kind, file }) => ({ kind, file })),
    signatures: files.filter((f) => roles.has(f.kind)).map(({ kind, file }) => ({ role: kind, file })),
  };
}

function chosen(desk: Desk, key: string, draft: Draft, kept: Kept, choices: Choices): Draft {
  const theirs = theirsOf(desk, key, kept);
  const differ = differences(desk, key)!;
  const values = { ...draft.fields };
  const origins = { ...draft.origins };
  for (const { id } of differ.fields.filter((d) => choices.fields[d.id] === 'theirs')) {
    delete origins[id];
    if (theirs.fields[id] === undefined || theirs.fields[id] === null) delete values[id];
    else values[id] = theirs.fields[id];
  }
  let files = [...draft.files];
  for (const { kind } of differ.files) {
    const side = choices.files[kind] ?? 'both';
    if (side === 'theirs') files = files.filter((f) => f.kind !== kind);
    if (side !== 'mine') files.push(...theirs.files.filter((f) => f.kind === kind && !files.some((g) => g.file === f.file)));
  }
  const given = new Set(differ.signatures.filter((d) => choices.signatures[d.role] === 'theirs').map((d) => d.role));
  const signatures = [...draft.signatures.filter((s) => !given.has(s.role)), ...theirs.signatures.filter((s) => given.has(s.role))];
  const fields = withPhotosAmong(values, desk.visits.get(key)!.visit.fields, files);
  return { ...draft, fields, origins, files, signatures, base: kept.entry ?? draft.base };
}

const all = (mine: string[], theirs: string[]): string[] => [...new Set([...mine, ...theirs])];

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
