import type { Photo, PhotoNotes } from '../../tools/photo/photo';
import type { Plate } from '../../tools/nameplate/plate';
import type { Entry, Gone, Guid, NoticeBody, Operation, OperationKind, Problem, Theirs, Visit } from '../../model';

/** A visit as it was last heard of, in which language, and which steps were said here, when. */
export interface HeldVisit {
  visit: Visit;
  language: string;
  said: Partial<Record<OperationKind, string>>;
  gone?: Gone;
  handedIn?: string;
}

/** What has been entered at a visit and stands on this device. `base`: the tag of what the server had when it began. */
export interface Draft extends Entry {
  number: string;
  stage: string;
  base: string;
  changedAt: string;
  /** What has been corrected of nameplates that were read, by photo; only what was accepted goes out, with the sheet. */
  plates?: Record<Guid, Plate>;
}

/**
 * An operation on its way. Once it has been attempted its body never changes: the server may have heard it.
 * `aside`: set aside by the person; it is not sent any more, but can still be read and given away.
 */
export interface Kept {
  operation: Operation;
  order: number;
  attempted: boolean;
  state: 'waiting' | 'conflict' | 'refused' | 'aside';
  quietUntil?: number;
  problem?: Problem;
  theirs?: Theirs;
  entry?: string;
}

/** A photo, signature or document that was made here. The octets lie beside it in pieces. */
export interface KeptFile {
  id: Guid;
  number: string;
  stage: string;
  kind: string;
  sha256: string;
  bytes: number;
  mediaType: string;
  pieces: number;
  pieceBytes: number;
  keptAt: string;
  photo?: Omit<Photo, 'id' | keyof PhotoNotes>;
  safe: boolean;
  problem?: Problem;
}

export const isEntry = (operation: Operation): operation is Operation & { body: Entry } =>
  operation.kind === 'draft' || operation.kind === 'offer' || operation.kind === 'complete';

export const isNotice = (operation: Operation): operation is Operation & { body: NoticeBody } => operation.kind === 'sign-notice';

/** The files that an operation carries. */
export function filesOf(operation: Operation): Guid[] {
  if (isNotice(operation)) return [operation.body.file];
  return isEntry(operation) ? [...operation.body.files, ...operation.body.signatures].map((f) => f.file) : [];
}

export const pieceName = (file: Guid, index: number): string => `${file}/${index}`;
