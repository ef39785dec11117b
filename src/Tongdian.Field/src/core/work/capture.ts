import type { Bytes, Guid } from '../../model';
import { newGuid } from '../guid';
import { Sha256 } from '../sha256';
import type { KeptFile } from './records';

/** The largest piece that the server takes. */
export const pieceBytes = 256 * 1024;

export type Captured = Pick<KeptFile, 'number' | 'stage' | 'kind' | 'keptAt' | 'photo'>;

/** A file cut into pieces, hashed while it is read: from here on every later reader can be checked against the hash. */
export async function capture(
  blob: Blob,
  about: Captured,
  now: number,
  pieceSize = pieceBytes,
  id: Guid = newGuid(now),
): Promise<{ file: KeptFile; pieces: Bytes[] }> {
  const hash = new Sha256();
  const pieces: Bytes[] = [];
  for (let at = 0; at < blob.size; at += pieceSize) {
    const piece = new Uint8Array(await blob.slice(at, at + pieceSize).arrayBuffer());
    hash.add(piece);
    pieces.push(piece);
  }
  return {
    file: { id, ...about, sha256: hash.hex(), bytes: blob.size, mediaType: blob.type, pieces: pieces.length, pieceBytes: pieceSize, safe: false },
    pieces,
  };
}
