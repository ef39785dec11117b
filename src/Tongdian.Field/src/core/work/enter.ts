import type { Bytes, Guid, Operation, Place } from '../../model';
import { withPhotoAt, withPhotosAmong, type ItemPlace } from '../form/itemPhotos';
import { newGuid } from '../guid';
import type { Change } from '../vault/vault';
import type { Desk } from './desk';
import { bodyOf, freshDraft } from './fresh';
import type { Draft, Kept, KeptFile } from './records';
import { filesOf, isEntry, pieceName } from './records';

/** How long a draft rests after a change before it is sent: typing is not a message per letter. */
const quietMs = 10_000;

export interface NewFile {
  file: KeptFile;
  pieces: Bytes[];
  slot: 'files' | 'signatures';
  /** Of a photo that was taken at an item of a checklist. */
  item?: ItemPlace;
}

/** Keeps a changed draft together with the operation that will carry it, in one step. */
export function saveDraft(desk: Desk, key: string, now: number, change: (draft: Draft) => Draft): Promise<void> {
  return desk.commit(() => entered(desk, key, now, change));
}

/** Keeps a file with its octets, its hash and its place in the draft, in one step. */
export function addFile(desk: Desk, key: string, now: number, added: NewFile): Promise<void> {
  const { file, slot, item } = added;
  return desk.commit(() => {
    // The person has to learn that it is not kept: nothing here would carry it.
    if (isClosed(desk, key)) throw new Error('What was handed in is not changed any more.');
    return [
      ...octets(added),
      ...entered(desk, key, now, (draft) =>
        slot === 'files'
          ? {
              ...draft,
              files: [...draft.files, { kind: file.kind, file: file.id }],
              fields: item ? withPhotoAt(draft.fields, item, file.id) : draft.fields,
            }
          : { ...draft, signatures: [...draft.signatures.filter((s) => s.role !== file.kind), { role: file.kind, file: file.id }] },
      ),
    ];
  });
}

/** A file with its octets, kept on the device. */
export const octets = ({ file, pieces }: Pick<NewFile, 'file' | 'pieces'>): Change[] => [
  { store: 'files', name: file.id, value: file },
  ...pieces.map((bytes, i): Change => ({ store: 'pieces', name: pieceName(file.id, i), bytes })),
];

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
  return desk.commit(() => (isClosed(desk, key) ? [] : handedOver(desk, key, now, { kind: 'complete', place })));
}

/** Lays what was entered before a customer who is not there, to be signed by link. */
export function offer(desk: Desk, key: string, now: number): Promise<void> {
  return desk.commit(() => (isClosed(desk, key) ? [] : handedOver(desk, key, now, { kind: 'offer' })));
}

function handedOver(desk: Desk, key: string, now: number, said: Pick<Operation, 'kind' | 'place'>): Change[] {
  const draft = desk.drafts.get(key) ?? freshDraft(desk, key, now);
  return [
    { store: 'drafts', name: key, value: draft },
    ...removed(desk.of(key).filter(supersededByEntry)),
    appended(desk, key, now, { ...said, body: bodyOf(draft) }),
  ];
}

/** Opens what was handed in for mending, as long as the server cannot have taken it: its content is a draft again. */
export function takeBack(desk: Desk, key: string, now: number): Promise<void> {
  return desk.commit(() => {
    const back = desk.of(key).filter((kept) => kept.operation.kind === 'complete' && canBeTakenBack(kept));
    const draft = desk.drafts.get(key);
    return back.length === 0 || !draft ? [] : [...removed(back), appended(desk, key, now, { kind: 'draft', body: bodyOf(draft) }, now + quietMs)];
  });
}

export const canBeTakenBack = (kept: Kept): boolean => kept.state === 'refused' || (kept.state === 'waiting' && !kept.attempted);

export const handedIn = (desk: Desk, key: string): Kept | undefined =>
  desk.of(key).find((kept) => kept.operation.kind === 'complete' && kept.state !== 'aside');

/** What was handed in is not changed any more; taking it back, or that the server refuses it, opens it again. */
export function isClosed(desk: Desk, key: string): boolean {
  const sent = handedIn(desk, key);
  return desk.visits.get(key)?.handedIn !== undefined || (sent !== undefined && sent.state !== 'refused');
}

function entered(desk: Desk, key: string, now: number, change: (draft: Draft) => Draft): Change[] {
  if (isClosed(desk, key)) return [];
  const before = desk.drafts.get(key) ?? freshDraft(desk, key, now);
  const after = change(before);
  const draft: Draft = {
    ...after,
    fields: withPhotosAmong(after.fields, desk.visits.get(key)!.visit.fields, after.files),
    changedAt: new Date(now).toISOString(),
  };
  const superseded = desk.of(key).filter(supersededByEntry);
  return [
    { store: 'drafts', name: key, value: draft },
    ...removed(superseded),
    { ...appended(desk, key, now, { kind: 'draft', body: bodyOf(draft) }, now + quietMs) },
    ...dropped(desk, before, draft, superseded),
  ];
}

const removed = (operations: Kept[]): Change[] =>
  operations.map((kept): Change => ({ store: 'operations', name: kept.operation.id, remove: true }));

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

export function appended(desk: Desk, key: string, now: number, said: Pick<Operation, 'kind' | 'place' | 'body'>, quietUntil?: number): Change {
  const { visit } = desk.visits.get(key)!;
  const operation: Operation = { id: newGuid(now), number: visit.number, stage: visit.stage, saidAt: new Date(now).toISOString(), ...said };
  const kept: Kept = { operation, order: desk.nextOrder(), attempted: false, state: 'waiting', ...(quietUntil !== undefined && { quietUntil }) };
  return { store: 'operations', name: operation.id, value: kept };
}
