import type { Gone, Visit, Work } from '../../model';
import { visitKey } from '../../model';
import type { Line } from '../server/line';
import type { Change } from '../vault/vault';
import type { Desk } from '../work/desk';
import { removal } from '../work/enter';
import { sheetOf } from '../work/fresh';
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
    const held = desk.visits.get(key);
    return [
      ...(held ? documentsGone(held) : []),
      ...desk.of(key).map((kept): Change => ({ store: 'operations', name: kept.operation.id, remove: true })),
      ...files.flatMap((file) => removal(desk, file.id)),
      { store: 'drafts', name: key, remove: true },
      { store: 'visits', name: key, remove: true },
    ];
  });
}

function arrived(desk: Desk, visit: Visit, language: string): Change[] {
  const key = visitKey(visit);
  const held: HeldVisit = { visit, language, said: stillSaid(desk, key) };
  const draft = desk.drafts.get(key);
  const changes: Change[] = [{ store: 'visits', name: key, value: held }];
  if (!draft || desk.of(key).length > 0) return changes;
  // Everything of the draft has arrived, and somebody may have gone on from there: theirs is now the newest. The tag of an entry says nothing of its sheet.
  if (draft.base !== visit.entry) changes.push(...cleared(desk, key));
  else if (visit.sheet) changes.push({ store: 'drafts', name: key, value: { ...draft, sheet: sheetOf(visit), origins: { ...draft.origins, ...visit.sheet.origins } } });
  return changes;
}

// Whether work is paused is the server's to say, except for what it has not heard yet.
function stillSaid(desk: Desk, key: string): HeldVisit['said'] {
  const said = desk.visits.get(key)?.said ?? {};
  if (desk.of(key).some(({ state, operation: { kind } }) => state === 'waiting' && (kind === 'pause' || kind === 'resume'))) return said;
  const { pause: _, resume: __, ...others } = said;
  return others;
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
    ...documentsGone(held),
  ];
}

const documentsGone = (held: HeldVisit): Change[] => held.visit.documents.map((d): Change => ({ store: 'documents', name: d.file, remove: true }));

function cleared(desk: Desk, key: string): Change[] {
  const files = [...desk.files.values()].filter((file) => visitKey(file) === key && file.safe);
  return [{ store: 'drafts', name: key, remove: true }, ...files.flatMap((file) => removal(desk, file.id))];
}
