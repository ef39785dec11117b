import type { Bytes, Guid, Problem, Upload } from '../../model';
import { Refused, Unreachable } from '../server/failures';
import type { Line } from '../server/line';
import { Sha256 } from '../sha256';
import type { Desk } from '../work/desk';
import { pieceName, type KeptFile } from '../work/records';

/** How much of a file the server has, while it is being sent. */
export type Progress = (file: Guid, received: number) => void;

/** Sends the next file that the server has not confirmed and that was not `tried` before. False when there is none. */
export async function sendNextFile(desk: Desk, line: Line, progress: Progress, tried: Set<Guid>): Promise<boolean> {
  const next = [...desk.files.values()]
    .filter((file) => !file.safe && !file.problem && !tried.has(file.id))
    .sort((a, b) => (a.id < b.id ? -1 : 1))[0];
  if (!next) return false;
  tried.add(next.id);
  try {
    await send(desk, line, next, progress);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.problem.code !== 'field.hash-differs' || !(await isWhole(desk, next))) await note(desk, next, error.problem);
    // The octets were changed on the way: the same again, a little later.
    else throw new Unreachable();
  }
  return true;
}

async function send(desk: Desk, line: Line, file: KeptFile, progress: Progress): Promise<void> {
  const { id, number, stage, kind, sha256, bytes } = file;
  let state = await line.call((token) => line.server.announce(token, id, { number, stage, kind, sha256, bytes }));
  for (let lastOffset = -1; !isSafe(state, file); ) {
    if (state.received === lastOffset || state.received >= bytes) throw new Unreachable();
    lastOffset = state.received;
    progress(id, state.received);
    const octets = await octetsAt(desk, file, state.received);
    if (!octets) return note(desk, file, { code: 'app.file-damaged', title: '' });
    state = await line.call((token) => line.server.piece(token, id, lastOffset, octets));
  }
  progress(id, bytes);
  await desk.commit(() => {
    const held = desk.files.get(id);
    return held ? [{ store: 'files', name: id, value: { ...held, safe: true } }] : [];
  });
}

// The same hash and the same size, said by the server: less than that is not safe.
function isSafe(state: Upload, file: KeptFile): boolean {
  return state.safe && state.bytes === file.bytes && state.sha256?.toLowerCase() === file.sha256;
}

async function octetsAt(desk: Desk, file: KeptFile, offset: number): Promise<Bytes | undefined> {
  const index = Math.floor(offset / file.pieceBytes);
  const piece = await desk.vault.bytes('pieces', pieceName(file.id, index));
  return piece?.slice(offset - index * file.pieceBytes);
}

async function isWhole(desk: Desk, file: KeptFile): Promise<boolean> {
  const hash = new Sha256();
  for (let i = 0; i < file.pieces; i++) hash.add((await desk.vault.bytes('pieces', pieceName(file.id, i))) ?? new Uint8Array());
  return hash.hex() === file.sha256;
}

function note(desk: Desk, file: KeptFile, problem: Problem): Promise<void> {
  return desk.commit(() => (desk.files.has(file.id) ? [{ store: 'files', name: file.id, value: { ...file, problem } }] : []));
}
