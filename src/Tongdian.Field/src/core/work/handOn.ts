import type { Desk } from './desk';
import { freshDraft } from './fresh';

/** Everything that was entered at a visit, as a text that a coordinator can read and type in. */
export function asText(desk: Desk, key: string): string {
  const { visit, said } = desk.visits.get(key)!;
  const draft = desk.drafts.get(key) ?? freshDraft(desk, key, 0);
  const lines = [
    `${visit.number} ${visit.name} · ${visit.customer.name} · ${visit.address}`,
    ...Object.entries(said).map(([kind, at]) => `${kind}: ${at}`),
    ...visit.fields
      .filter(({ field }) => draft.fields[field.id] !== undefined)
      .map(({ field }) => `${field.label} (${field.id}): ${plain(draft.fields[field.id])}${field.unit ? ` ${field.unit}` : ''}`),
    ...[...draft.files.map((f) => ({ name: f.kind, file: f.file })), ...draft.signatures.map((s) => ({ name: s.role, file: s.file }))].map(
      ({ name, file }) => {
        const kept = desk.files.get(file);
        return `${name}: ${file}${kept ? ` · ${kept.bytes} B · SHA-256 ${kept.sha256}` : ''}`;
      },
    ),
    ...Object.entries(draft.sheet ?? {}).map(([name, value]) => `${name}: ${plain(value)}`),
    ...desk
      .of(key)
      .filter((kept) => kept.state !== 'waiting')
      .map((kept) => `${kept.operation.kind} ${kept.operation.saidAt}: ${kept.state} ${kept.problem?.title ?? ''} ${plain(kept.operation.body)}`),
  ];
  return lines.join('\r\n');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
