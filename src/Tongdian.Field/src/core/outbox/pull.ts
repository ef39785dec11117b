import type { Gone, Visit, Work } from '../../model';
import { visitKey } from '../../model';
import type { Line } from '../server/line';
import type { Change } from '../vault/vault';
import type { Desk } from '../work/desk';
import { removal } from '../work/enter';
import type { HeldVisit } from '../work/records';

/** Asks what is new and keeps it. What was entered here stays, whatever the server says. */
export async function pull(desk: Desk, line: Line, now: () => number): Promise<void> {
  const askedAt = now();
  const language = line.server.language();
  // What was heard in another language is asked for anew: labels and words are the server's.
  const have: Record<string, string> = {};
  for (const [key, held] of desk.visits) if (!held.gone && held.language === language) have[key] = held.visit.tag;
  const work: Work = await line.call((token) => line.server.work(token, new Date(askedAt).toISOString(), have));
  line.heard(work.now, askedAt);
  await desk.commit(() => [...work.visits.flatMap((visit) => arrived(desk, visit, language)), ...work.gone.flatMap((gone) => left(desk, gone))]);
  await desk.commit(() => [...desk.visits].filter(([, held]) => held.gone).flatMap(([, held]) => left(desk, held.gone!)));
}

/** The person has read or handed on what could not be sent, and lets it go. */
export function letGo(desk: Desk, key: string): Promise<void> {
  return desk.commit(() => {
    const files = [...desk.files.values()].filter((file) => visitKey(file) === key);
    return [
      ...desk.of(key).map((kept): Change => ({ store: 'operations', name: kept.operation.id, remove: true })),
      ...files.flatMap((file) => removal(desk, file.id)),
      { store: 'drafts', name: key, remove: true },
      { store: 'visits', name: key, remove: true },
    ];
  });
}

function arrived(desk: Desk, visit: Visit, language: string): Change[] {
  const key = visitKey(visit);
  const held: HeldVisit = { visit, language, said: desk.visits.get(key)?.said ?? {} };
  const draft = desk.drafts.get(key);
  const changes: Change[] = [{ store: 'visits', name: key, value: held }];
  // Everything of the draft has arrived and somebody has gone on from there: theirs is now the newest.
  if (draft && draft.base !== visit.entry && desk.of(key).length === 0) changes.push(...cleared(desk, key));
  return changes;
}

function left(desk: Desk, gone: Gone): Change[] {
  const key = visitKey(gone);
  const held = desk.visits.get(key);
  if (!held) return [];
  const owes = desk.of(key).length > 0 || [...desk.files.values()].some((file) => visitKey(file) === key && !file.safe);
  if (owes) return held.gone ? [] : [{ store: 'visits', name: key, value: { ...held, gone } }];
  return [
    { store: 'visits', name: key, remove: true },
    ...cleared(desk, key),
    ...held.visit.documents.map((d): Change => ({ store: 'documents', name: d.file, remove: true })),
  ];
}

function cleared(desk: Desk, key: string): Change[] {
  const files = [...desk.files.values()].filter((file) => visitKey(file) === key && file.safe);
  return [{ store: 'drafts', name: key, remove: true }, ...files.flatMap((file) => removal(desk, file.id))];
}
