import type { Bytes, Entry, Guid, Operation, Origin, PauseBody, Place } from '../../model';
import { newGuid } from '../guid';
import type { Change } from '../vault/vault';
import type { Desk } from './desk';
import type { Draft, Kept, KeptFile } from './records';
import { filesOf, isEntry, pieceName } from './records';

/** How long a draft rests after a change before it is sent: typing is not a message per letter. */
const quietMs = 10_000;

export interface NewFile {
  file: KeptFile;
  pieces: Bytes[];
  slot: 'files' | 'signatures';
  replaces?: Guid;
}

/** A draft with what the stage has already, before anything is changed. */
export function freshDraft(desk: Desk, key: string, now: number): Draft {
  const { visit } = desk.visits.get(key)!;
  const fields: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};
  for (const known of visit.fields) {
    if (known.value === undefined || known.value === null) continue;
    fields[known.field.id] = known.value;
    if (known.origin !== 'entered') origins[known.field.id] = 'known';
  }
  const signatures = new Set(visit.signatures.map((s) => s.role));
  return {
    number: visit.number,
    stage: visit.stage,
    base: visit.entry,
    changedAt: new Date(now).toISOString(),
    fields,
    origins,
    files: visit.handed.filter((f) => !signatures.has(f.kind)).map(({ kind, file }) => ({ kind, file })),
    signatures: visit.handed.filter((f) => signatures.has(f.kind)).map(({ kind, file }) => ({ role: kind, file })),
  };
}

/** Keeps a changed draft together with the operation that will carry it, in one step. */
export function saveDraft(desk: Desk, key: string, now: number, change: (draft: Draft) => Draft): Promise<void> {
  return desk.commit(() => entered(desk, key, now, change));
}

/** Keeps a file with its octets, its hash and its place in the draft, in one step. */
export function addFile(desk: Desk, key: string, now: number, added: NewFile): Promise<void> {
  const { file, pieces, slot, replaces } = added;
  return desk.commit(() => [
    { store: 'files', name: file.id, value: file },
    ...pieces.map((bytes, i): Change => ({ store: 'pieces', name: pieceName(file.id, i), bytes })),
    ...entered(desk, key, now, (draft) =>
      slot === 'files'
        ? { ...draft, files: [...draft.files.filter((f) => f.file !== replaces), { kind: file.kind, file: file.id }] }
        : { ...draft, signatures: [...draft.signatures.filter((s) => s.role !== file.kind), { role: file.kind, file: file.id }] },
    ),
  ]);
}

/** The person takes a photo or signature out; the octets go when no operation carries them. */
export function removeFile(desk: Desk, key: string, now: number, file: Guid): Promise<void> {
  return saveDraft(desk, key, now, (draft) => ({
    ...draft,
    files: draft.files.filter((f) => f.file !== file),
    signatures: draft.signatures.filter((s) => s.file !== file),
    ...(draft.sheet?.marks && { sheet: { ...draft.sheet, marks: draft.sheet.marks.filter((m) => m.file !== file) } }),
  }));
}

export function complete(desk: Desk, key: string, now: number, place?: Place): Promise<void> {
  return desk.commit(() => {
    if (handedIn(desk, key)?.state === 'waiting') return [];
    const draft = desk.drafts.get(key) ?? freshDraft(desk, key, now);
    const before = desk.of(key).filter(supersededByEntry);
    return [
      { store: 'drafts', name: key, value: draft },
      ...before.map((kept): Change => ({ store: 'operations', name: kept.operation.id, remove: true })),
      appended(desk, key, now, { kind: 'complete', place, body: bodyOf(draft) }),
    ];
  });
}

/** Opens what was handed in for mending, as long as the server cannot have taken it. */
export function takeBack(desk: Desk, key: string): Promise<void> {
  return desk.commit(() =>
    desk
      .of(key)
      .filter((kept) => kept.operation.kind === 'complete' && canBeTakenBack(kept))
      .map((kept): Change => ({ store: 'operations', name: kept.operation.id, remove: true })),
  );
}

export const canBeTakenBack = (kept: Kept): boolean => kept.state === 'refused' || (kept.state === 'waiting' && !kept.attempted);

/** A step on site: set out, check in, start, pause, resume. */
export function step(
  desk: Desk,
  key: string,
  now: number,
  kind: 'set-out' | 'check-in' | 'start' | 'pause' | 'resume',
  place?: Place,
  body?: PauseBody,
): Promise<void> {
  return desk.commit(() => {
    const held = desk.visits.get(key)!;
    return [
      appended(desk, key, now, { kind, place, body }),
      { store: 'visits', name: key, value: { ...held, said: { ...held.said, [kind]: new Date(now).toISOString() } } },
    ];
  });
}

/** Lays what was entered before a customer who is not there, to be signed by link. */
export function offer(desk: Desk, key: string, now: number): Promise<void> {
  return desk.commit(() => {
    const draft = desk.drafts.get(key) ?? freshDraft(desk, key, now);
    return [
      { store: 'drafts', name: key, value: draft },
      ...desk
        .of(key)
        .filter(supersededByEntry)
        .map((kept): Change => ({ store: 'operations', name: kept.operation.id, remove: true })),
      appended(desk, key, now, { kind: 'offer', body: bodyOf(draft) }),
    ];
  });
}

/** The customer signs the service notice: the picture and the operation that carries it, in one step. */
export function signNotice(desk: Desk, key: string, now: number, { file, pieces }: Pick<NewFile, 'file' | 'pieces'>): Promise<void> {
  return desk.commit(() => [
    { store: 'files', name: file.id, value: file },
    ...pieces.map((bytes, i): Change => ({ store: 'pieces', name: pieceName(file.id, i), bytes })),
    appended(desk, key, now, { kind: 'sign-notice', body: { file: file.id } }),
    { store: 'visits', name: key, value: { ...desk.visits.get(key)!, said: { ...desk.visits.get(key)!.said, 'sign-notice': new Date(now).toISOString() } } },
  ]);
}

function entered(desk: Desk, key: string, now: number, change: (draft: Draft) => Draft): Change[] {
  const before = desk.drafts.get(key) ?? freshDraft(desk, key, now);
  const draft: Draft = { ...change(before), changedAt: new Date(now).toISOString() };
  const superseded = desk.of(key).filter(supersededByEntry);
  return [
    { store: 'drafts', name: key, value: draft },
    ...superseded.map((kept): Change => ({ store: 'operations', name: kept.operation.id, remove: true })),
    { ...appended(desk, key, now, { kind: 'draft', body: bodyOf(draft) }, now + quietMs) },
    ...dropped(desk, before, draft, superseded),
  ];
}

// What was never sent, and what the server will never take, is overtaken by newer words on the same form.
const supersededByEntry = (kept: Kept): boolean =>
  isEntry(kept.operation) && (kept.state === 'refused' || (kept.operation.kind === 'draft' && kept.state === 'waiting' && !kept.attempted));

function dropped(desk: Desk, before: Draft, after: Draft, superseded: Kept[]): Change[] {
  const has = (draft: Draft): Guid[] => [...draft.files, ...draft.signatures].map((f) => f.file);
  const kept = new Set(has(after));
  const carried = new Set([...desk.operations.values()].filter((o) => !superseded.includes(o)).flatMap((o) => filesOf(o.operation)));
  return has(before)
    .filter((file) => !kept.has(file) && !carried.has(file))
    .flatMap((file) => removal(desk, file));
}

/** A file and its octets, gone from the device. */
export function removal(desk: Desk, id: Guid): Change[] {
  const file = desk.files.get(id);
  if (!file) return [];
  return [
    { store: 'files', name: id, remove: true },
    ...Array.from({ length: file.pieces }, (_, i): Change => ({ store: 'pieces', name: pieceName(id, i), remove: true })),
  ];
}

export function bodyOf(draft: Draft): Entry {
  const { fields, origins, files, signatures, sheet } = draft;
  return { fields, origins, files, signatures, ...(sheet && { sheet }) };
}

export function appended(desk: Desk, key: string, now: number, said: Pick<Operation, 'kind' | 'place' | 'body'>, quietUntil?: number): Change {
  const { visit } = desk.visits.get(key)!;
  const operation: Operation = { id: newGuid(now), number: visit.number, stage: visit.stage, saidAt: new Date(now).toISOString(), ...said };
  const kept: Kept = { operation, order: desk.nextOrder(), attempted: false, state: 'waiting', ...(quietUntil !== undefined && { quietUntil }) };
  return { store: 'operations', name: operation.id, value: kept };
}

export const handedIn = (desk: Desk, key: string): Kept | undefined =>
  desk.of(key).find((kept) => kept.operation.kind === 'complete' && kept.state !== 'aside');
