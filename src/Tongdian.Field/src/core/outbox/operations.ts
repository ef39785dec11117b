import type { Result } from '../../model';
import { visitKey } from '../../model';
import type { Line } from '../server/line';
import type { Change } from '../vault/vault';
import type { Desk } from '../work/desk';
import { removal } from '../work/enter';
import { filesOf, isEntry, isNotice, type Kept } from '../work/records';
import { unsaid } from '../work/steps';
import { ready } from './ready';

/** Sends what is ready, batch by batch. True when the server took or judged anything. */
export async function sendOperations(desk: Desk, line: Line, now: () => number, hurry: boolean): Promise<boolean> {
  let moved = false;
  for (;;) {
    const batch = await attempt(desk, now(), hurry);
    if (batch.length === 0) return moved;
    const askedAt = now();
    const { now: told, results } = await line.call((token) =>
      line.server.operations(
        token,
        new Date(askedAt).toISOString(),
        batch.map((kept) => kept.operation),
      ),
    );
    line.heard(told, askedAt);
    const judged = results.filter((result) => result.outcome !== 'wait');
    await desk.commit(() => results.flatMap((result) => settled(desk, result, new Date(now()).toISOString())));
    if (judged.length === 0) return moved;
    moved = true;
  }
}

// From the first attempt on the same id always says the same: it is written down before anything goes out.
async function attempt(desk: Desk, now: number, hurry: boolean): Promise<Kept[]> {
  const ids: string[] = [];
  await desk.commit(() => {
    const batch = ready(desk, now, hurry);
    ids.push(...batch.map((kept) => kept.operation.id));
    return batch
      .filter((kept) => !kept.attempted)
      .map(
        (kept): Change => ({
          store: 'operations',
          name: kept.operation.id,
          value: { ...kept, attempted: true, operation: based(desk, kept) },
        }),
      );
  });
  return ids.map((id) => desk.operations.get(id)!);
}

function based(desk: Desk, kept: Kept): Kept['operation'] {
  const draft = desk.drafts.get(visitKey(kept.operation));
  return isEntry(kept.operation) && draft ? { ...kept.operation, base: draft.base } : kept.operation;
}

function settled(desk: Desk, result: Result, at: string): Change[] {
  const kept = desk.operations.get(result.id);
  if (!kept) return [];
  const { id } = kept.operation;
  switch (result.outcome) {
    case 'done':
      return [
        { store: 'operations', name: id, remove: true },
        ...(isEntry(kept.operation) ? entryDone(desk, kept, result, at) : isNotice(kept.operation) ? arrived(desk, kept) : []),
      ];
    case 'conflict':
      return [{ store: 'operations', name: id, value: { ...kept, state: 'conflict', theirs: result.theirs, entry: result.entry } }];
    case 'refused':
      return [
        { store: 'operations', name: id, value: { ...kept, state: 'refused', problem: result.problem } },
        ...unsaid(desk, visitKey(kept.operation), kept.operation.kind, kept.operation.saidAt),
      ];
    case 'wait':
      // The server may have lost what it called safe (a restored backup): ask about each file again. Nothing here is gone yet.
      return filesOf(kept.operation).flatMap((file): Change[] => {
        const held = desk.files.get(file);
        return held ? [{ store: 'files', name: file, value: { ...held, safe: false } }] : [];
      });
  }
}

function entryDone(desk: Desk, kept: Kept, result: Result, at: string): Change[] {
  const key = visitKey(kept.operation);
  const draft = desk.drafts.get(key);
  const held = desk.visits.get(key);
  if (kept.operation.kind !== 'complete')
    return draft && result.entry !== undefined ? [{ store: 'drafts', name: key, value: { ...draft, base: result.entry } }] : [];
  return [
    { store: 'drafts', name: key, remove: true },
    ...(held ? [{ store: 'visits', name: key, value: { ...held, handedIn: at } } as Change] : []),
    ...arrived(desk, kept),
  ];
}

// What the server has, hashed, and an operation has brought in, need not be here any more.
const arrived = (desk: Desk, kept: Kept): Change[] =>
  filesOf(kept.operation)
    .filter((file) => desk.files.get(file)?.safe)
    .flatMap((file) => removal(desk, file));
