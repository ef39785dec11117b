import type { Desk } from '../work/desk';
import { filesOf, isEntry, type Kept } from '../work/records';

const largestBatch = 50;

// The server reads a request of a megabyte; what is larger than this goes alone.
const largestBytes = 512 * 1024;
const bytesOf = (kept: Kept): number => new TextEncoder().encode(JSON.stringify(kept.operation)).length;

/** What can be sent now: per case in order, up to the first that has to wait. */
export function ready(desk: Desk, now: number, hurry: boolean): Kept[] {
  const stopped = new Set<string>();
  const out: Kept[] = [];
  let bytes = 0;
  for (const kept of desk.inOrder()) {
    const { operation } = kept;
    if (stopped.has(operation.number) || kept.state === 'refused' || kept.state === 'aside') continue;
    if (kept.state === 'conflict' || !filesOf(operation).every((file) => desk.files.get(file)?.safe ?? true)) {
      stopped.add(operation.number);
      continue;
    }
    if (!hurry && kept.quietUntil !== undefined && kept.quietUntil > now && !kept.attempted) {
      stopped.add(operation.number);
      continue;
    }
    bytes += bytesOf(kept);
    if (out.length > 0 && bytes > largestBytes) break;
    out.push(kept);
    // The base of the next entry is what the server answers to this one.
    if (isEntry(operation)) stopped.add(operation.number);
    if (out.length === largestBatch) break;
  }
  return out;
}
