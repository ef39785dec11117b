import type { OperationKind, PauseBody, Place } from '../../model';
import type { Change } from '../vault/vault';
import type { Desk } from './desk';
import { appended, octets, type NewFile } from './enter';
import type { HeldVisit } from './records';

export type Step = 'set-out' | 'check-in' | 'start' | 'pause' | 'resume';

/** A step on site: set out, check in, start, pause, resume. */
export function step(desk: Desk, key: string, now: number, kind: Step, place?: Place, body?: PauseBody): Promise<void> {
  return desk.commit(() => [appended(desk, key, now, { kind, place, body }), said(desk, key, now, kind)]);
}

/** As what the picture of that signature is sent. */
export const noticeKind = 'signature-customer';

/** The customer signs the service notice, once: the picture and the operation that carries it, in one step. */
export function signNotice(desk: Desk, key: string, now: number, signature: Pick<NewFile, 'file' | 'pieces'>): Promise<void> {
  return desk.commit(() =>
    noticeSignedAt(desk.visits.get(key)!)
      ? []
      : [
          ...octets(signature),
          appended(desk, key, now, { kind: 'sign-notice', body: { file: signature.file.id } }),
          said(desk, key, now, 'sign-notice'),
        ],
  );
}

export const noticeSignedAt = ({ visit, said: here }: HeldVisit): string | undefined => visit.notice?.signedAt ?? here['sign-notice'];

/** What the server has refused was not done, whatever was said here. */
export function unsaid(desk: Desk, key: string, kind: OperationKind, saidAt: string): Change[] {
  const held = desk.visits.get(key);
  if (!held || held.said[kind] !== saidAt) return [];
  const { [kind]: _, ...others } = held.said;
  return [{ store: 'visits', name: key, value: { ...held, said: others } }];
}

/** Whether work is paused: what was said here and is still on its way, else what the server knows. */
export function isPaused({ visit, said: here }: HeldVisit): boolean {
  return here.pause === undefined && here.resume === undefined ? visit.paused : (here.pause ?? '') > (here.resume ?? '');
}

function said(desk: Desk, key: string, now: number, kind: OperationKind): Change {
  const held = desk.visits.get(key)!;
  return { store: 'visits', name: key, value: { ...held, said: { ...held.said, [kind]: new Date(now).toISOString() } } };
}
