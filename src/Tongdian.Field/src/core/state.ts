import type { Guid } from '../model';
import { visitKey } from '../model';
import type { Session } from './session';
import type { Kept } from './work/records';

/** Where a thing is: only here, on its way, with the server, or waiting for a person. */
export type Where = 'kept' | 'sending' | 'safe' | 'trouble';

export function whereFile(session: Session, id: Guid): Where {
  const file = session.desk.files.get(id);
  if (!file || file.safe) return 'safe';
  if (file.problem) return 'trouble';
  return session.sending.has(id) ? 'sending' : 'kept';
}

export function whereOperation(session: Session, kept: Kept): Where {
  if (kept.state !== 'waiting') return 'trouble';
  return session.beat.running && kept.attempted ? 'sending' : 'kept';
}

/** The whole of a visit; nothing when nothing has been entered. */
export function whereVisit(session: Session, key: string): Where | undefined {
  const { desk } = session;
  const files = [...desk.files.values()].filter((file) => visitKey(file) === key).map((file) => whereFile(session, file.id));
  const operations = desk
    .of(key)
    .filter((kept) => kept.state !== 'aside')
    .map((kept) => whereOperation(session, kept));
  const all = [...files, ...operations];
  for (const worst of ['trouble', 'sending', 'kept'] as const) if (all.includes(worst)) return worst;
  const held = desk.visits.get(key);
  return all.length > 0 || desk.drafts.has(key) || held?.handedIn || Object.keys(held?.said ?? {}).length > 0 ? 'safe' : undefined;
}
