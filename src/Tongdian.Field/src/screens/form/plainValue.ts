import type { FieldView } from '../../model';
import type { Words } from '../../words/words';

/** A value as a person reads it. */
export function plainValue(field: FieldView, value: unknown, words: Words): string {
  if (value === undefined || value === null || value === '') return words.none;
  const option = (id: unknown): string => field.options?.find((o) => o.id === id)?.label ?? String(id);
  switch (field.type) {
    case 'boolean':
      return value ? words.yes : words.no;
    case 'choice':
      return option(value);
    case 'choices':
      return words.list((value as unknown[]).map(option));
    case 'instant':
      return words.moment(new Date(value as string));
    case 'position': {
      const { lat, lon, accuracyM } = value as { lat: number; lon: number; accuracyM?: number };
      return `${lat.toFixed(5)}, ${lon.toFixed(5)}${accuracyM === undefined ? '' : ` (${words.visit.accuracy(Math.round(accuracyM))})`}`;
    }
    case 'rows':
      return (value as Record<string, unknown>[])
        .map((row) =>
          (field.columns ?? [])
            .filter((c) => row[c.id] !== undefined)
            .map((c) => plainValue(c, row[c.id], words))
            .join(' · '),
        )
        .join('\n');
    case 'checklist':
      return Object.entries(value as Record<string, { result?: 'pass' | 'fail' | 'not-applicable'; remark?: string }>)
        .map(([id, item]) => words.of(option(id), (item.result ? words.form[item.result] : '') + (item.remark ? words.aside(item.remark) : '')))
        .join('\n');
    default:
      return `${String(value)}${field.unit ? ` ${field.unit}` : ''}`;
  }
}
