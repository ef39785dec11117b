import type { Entry, FieldView, FileView, SignatureView, Visit } from '../../model';
import { allHold, type Facts } from './conditions';

/** What is wrong or missing: where, and the name of the sentence that says so. */
export interface Fault {
  at: string;
  code: FaultCode;
  value?: number;
}
export type FaultCode =
  | 'required'
  | 'number'
  | 'whole'
  | 'cents'
  | 'below'
  | 'above'
  | 'pattern'
  | 'too-short'
  | 'too-long'
  | 'rows-few'
  | 'rows-many'
  | 'not-judged'
  | 'remark'
  | 'files'
  | 'signature'
  | 'characters';

export type CheckedEntry = Pick<Entry, 'fields' | 'files' | 'signatures'>;

export interface Form {
  stage: string;
  fields: FieldView[];
  files: FileView[];
  signatures: SignatureView[];
  facts: Record<string, unknown>;
}

export function formOf(visit: Visit): Form {
  // What was signed by link need not be signed here.
  const signatures = visit.signatures.filter((s) => s.role !== 'customer' || !visit.offer?.signedAt);
  return { stage: visit.stage, fields: visit.fields.map((k) => k.field), files: visit.files, signatures, facts: visit.facts };
}

export function factsOf(form: Form, entry: CheckedEntry): Facts {
  const prefix = `${form.stage}.`;
  return (path) => (path.startsWith(prefix) ? entry.fields[path.slice(prefix.length)] : form.facts[path]);
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (typeof value === 'object') return Object.values(value).every(isEmpty);
  return false;
}

export function isRequired(field: FieldView, values: Record<string, unknown>, facts: Facts): boolean {
  return (
    field.required ||
    (field.requiredWhen.length > 0 && allHold(field.requiredWhen, facts)) ||
    (field.requiredUnless !== undefined && field.requiredUnless !== null && isEmpty(values[field.requiredUnless]))
  );
}

export function filesWanted(form: Form, entry: CheckedEntry): FileView[] {
  return form.files.filter((file) => allHold(file.when, factsOf(form, entry)));
}

/** Everything that stands between the entry and its completion; the server judges by the same rules and has the last word. */
export function check(form: Form, entry: CheckedEntry): Fault[] {
  const facts = factsOf(form, entry);
  return [
    ...fieldsIn(form.fields, entry.fields, facts, ''),
    ...filesWanted(form, entry).flatMap((file): Fault[] => {
      const count = entry.files.filter((f) => f.kind === file.kind).length;
      return count < file.min ? [{ at: `files.${file.kind}`, code: 'files', value: file.min - count }] : [];
    }),
    ...form.signatures
      .filter((s) => s.required && !entry.signatures.some((given) => given.role === s.role))
      .map((s): Fault => ({ at: `signatures.${s.role}`, code: 'signature' })),
  ];
}

function fieldsIn(fields: FieldView[], values: Record<string, unknown>, facts: Facts, path: string): Fault[] {
  return fields.flatMap((field) => {
    const at = path + field.id;
    const value = values[field.id];
    if (isEmpty(value)) return isRequired(field, values, facts) ? [{ at, code: 'required' } as Fault] : [];
    return valueOf(field, value, at, facts);
  });
}

/** What is wrong with one value by itself. */
export function valueOf(field: FieldView, value: unknown, at: string, facts: Facts = () => undefined): Fault[] {
  switch (field.type) {
    case 'text':
    case 'long-text':
      return text(field, String(value), at);
    case 'number':
    case 'integer':
    case 'money':
      return number(field, value, at);
    case 'rows':
      return rows(field, value as Record<string, unknown>[], at, facts);
    case 'checklist':
      return checklist(field, value as Record<string, { result?: string; remark?: string }>, at);
    default:
      return [];
  }
}

const longest = 4000;

function text(field: FieldView, value: string, at: string): Fault[] {
  if (/[\u202A-\u202E\u2066-\u2069]/.test(value)) return [{ at, code: 'characters' }];
  if (value.length > (field.max ?? longest)) return [{ at, code: 'too-long', value: field.max ?? longest }];
  if (field.min !== undefined && field.min !== null && value.length < field.min) return [{ at, code: 'too-short', value: field.min }];
  return field.pattern && !new RegExp(`^(?:${field.pattern})$`).test(value) ? [{ at, code: 'pattern' }] : [];
}

function number(field: FieldView, value: unknown, at: string): Fault[] {
  if (typeof value !== 'number' || !Number.isFinite(value)) return [{ at, code: 'number' }];
  if (field.type === 'integer' && !Number.isInteger(value)) return [{ at, code: 'whole' }];
  if (field.type === 'money' && Math.abs(Math.round(value * 100) - value * 100) > 1e-6) return [{ at, code: 'cents' }];
  if (field.min !== undefined && field.min !== null && value < field.min) return [{ at, code: 'below', value: field.min }];
  if (field.max !== undefined && field.max !== null && value > field.max) return [{ at, code: 'above', value: field.max }];
  return [];
}

function rows(field: FieldView, value: Record<string, unknown>[], at: string, facts: Facts): Fault[] {
  const filled = value.map((row, i) => ({ row, i })).filter(({ row }) => !isEmpty(row));
  const faults: Fault[] = [];
  if (field.min && filled.length < field.min) faults.push({ at, code: 'rows-few', value: field.min });
  if (value.length > (field.max ?? 200)) faults.push({ at, code: 'rows-many', value: field.max ?? 200 });
  return [...faults, ...filled.flatMap(({ row, i }) => fieldsIn(field.columns ?? [], row, facts, `${at}[${i}].`))];
}

function checklist(field: FieldView, value: Record<string, { result?: string; remark?: string }>, at: string): Fault[] {
  return (field.options ?? []).flatMap((option): Fault[] => {
    const item = value[option.id];
    if (!item?.result) return [{ at: `${at}.${option.id}`, code: 'not-judged' }];
    return item.result === 'fail' && isEmpty(item.remark) ? [{ at: `${at}.${option.id}`, code: 'remark' }] : [];
  });
}

const safety = /^(safety(?!Advice)|checkedDead)/;

/** What keeps people alive is settled before anything else is asked. */
export const isSafety = (field: FieldView): boolean => (field.type === 'boolean' || field.type === 'checklist') && safety.test(field.id);

export function isSafe(form: Form, entry: CheckedEntry): boolean {
  return form.fields
    .filter(isSafety)
    .every((field) =>
      field.type === 'boolean'
        ? entry.fields[field.id] === true
        : !isEmpty(entry.fields[field.id]) &&
          checklist(field, entry.fields[field.id] as Record<string, { result?: string }>, '').length === 0 &&
          Object.values(entry.fields[field.id] as Record<string, { result?: string }>).every((item) => item.result !== 'fail'),
    );
}
