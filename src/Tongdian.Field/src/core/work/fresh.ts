import type { Entry, Origin, SiteSheet, Visit } from '../../model';
import type { Desk } from './desk';
import type { Draft } from './records';

/** A draft with what the stage has already, before anything is changed. */
export function freshDraft(desk: Desk, key: string, now: number): Draft {
  const { visit } = desk.visits.get(key)!;
  const fields: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};
  for (const { field, value, origin } of visit.fields) {
    if (value === undefined || value === null) continue;
    fields[field.id] = value;
    const how = origin === 'entered' ? visit.sheet?.origins?.[field.id] : 'known';
    if (how) origins[field.id] = how;
  }
  const signatures = new Set(visit.signatures.map((s) => s.role));
  const sheet = sheetOf(visit);
  return {
    number: visit.number,
    stage: visit.stage,
    base: visit.entry,
    changedAt: new Date(now).toISOString(),
    fields,
    origins,
    files: visit.handed.filter((f) => !signatures.has(f.kind)).map(({ kind, file }) => ({ kind, file })),
    signatures: visit.handed.filter((f) => signatures.has(f.kind)).map(({ kind, file }) => ({ role: kind, file })),
    ...(sheet && { sheet }),
  };
}

/** What the server has of the sheet, as the device would say it. */
export function sheetOf({ sheet }: Visit): SiteSheet | undefined {
  if (!sheet) return undefined;
  const { origins: _, ...measured } = withoutNulls(sheet) as NonNullable<Visit['sheet']>;
  return Object.keys(measured).length > 0 ? measured : undefined;
}

/** What is sent of a draft. */
export function bodyOf(draft: Draft): Entry {
  const { fields, origins, files, signatures, sheet } = draft;
  return { fields, origins, files, signatures, ...(sheet && { sheet }) };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => (member === null || member === undefined ? [] : [[name, withoutNulls(member)]])));
}
