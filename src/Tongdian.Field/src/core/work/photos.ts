import type { Bytes, Guid, PhotoWords } from '../../model';
import type { Photo, PhotoNotes } from '../../tools/photo/photo';
import type { Desk } from './desk';
import { pieceName, type Draft } from './records';

/** The photos of a kind that lie here, with what has been said about them. */
export function photosOf(desk: Desk, draft: Draft, kind: string): Photo[] {
  return draft.files
    .filter((f) => f.kind === kind)
    .flatMap(({ file }) => {
      const kept = desk.files.get(file);
      if (!kept?.photo) return [];
      const { file: _, ...notes } = draft.sheet?.marks?.find((m) => m.file === file) ?? { file };
      return [{ ...kept.photo, ...notes, id: file }];
    });
}

/** Files of a kind that the server has from before, and this device has not. */
export function elsewhere(desk: Desk, draft: Draft, kind: string): Guid[] {
  return draft.files.filter((f) => f.kind === kind && !desk.files.has(f.file)).map((f) => f.file);
}

export function noted(draft: Draft, file: Guid, change: PhotoNotes): Draft {
  const marks = draft.sheet?.marks ?? [];
  const before: PhotoWords = marks.find((m) => m.file === file) ?? { file };
  return { ...draft, sheet: { ...draft.sheet, marks: [...marks.filter((m) => m.file !== file), { ...before, ...change }] } };
}

/** A kept file, put together again. */
export async function octetsOf(desk: Desk, file: Guid): Promise<Blob> {
  const kept = desk.files.get(file);
  if (!kept) throw new Error('The file is not on this device any more.');
  const pieces: Bytes[] = [];
  for (let i = 0; i < kept.pieces; i++) {
    const piece = await desk.vault.bytes('pieces', pieceName(file, i));
    if (!piece) throw new Error('A piece of the file is missing.');
    pieces.push(piece);
  }
  return new Blob(pieces, { type: kept.mediaType });
}
