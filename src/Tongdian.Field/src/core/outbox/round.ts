import type { Guid } from '../../model';
import type { Line } from '../server/line';
import type { Desk } from '../work/desk';
import { fetchDocuments } from './documents';
import { sendNextFile, type Progress } from './files';
import { sendOperations } from './operations';
import { pull } from './pull';

/** One round: what is said goes first, then files one by one with what they let go, then what is new. */
export async function round(desk: Desk, line: Line, now: () => number, hurry: boolean, progress: Progress): Promise<void> {
  const tried = new Set<Guid>();
  await sendOperations(desk, line, now, hurry);
  while (await sendNextFile(desk, line, progress, tried)) await sendOperations(desk, line, now, hurry);
  await pull(desk, line, now);
  await fetchDocuments(desk, line);
}
