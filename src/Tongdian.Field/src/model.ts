import type { Finding } from './tools/calculation/model';
import type { PhotoNotes } from './tools/photo/photo';
import type { Origin, Place } from './tools/types';

/** What app and server say to each other, and what tools and forms share. */
export type Guid = string;
export type Bytes = Uint8Array<ArrayBuffer>;

export type FieldType =
  | 'text'
  | 'long-text'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'date'
  | 'instant'
  | 'position'
  | 'money'
  | 'rows'
  | 'checklist';

export interface Condition {
  fact: string;
  comparison: 'is' | 'is-not' | 'at-least';
  value: string;
}

export interface FieldView {
  id: string;
  type: FieldType;
  label: string;
  help?: string;
  unit?: string;
  min?: number;
  max?: number;
  pattern?: string;
  required: boolean;
  requiredWhen: Condition[];
  requiredUnless?: string;
  options?: { id: string; label: string }[];
  columns?: FieldView[];
}

export interface KnownField {
  field: FieldView;
  value?: unknown;
  origin?: string;
}

export interface FileView {
  kind: string;
  label: string;
  min: number;
  max: number;
  format: 'image' | 'pdf' | 'image-or-pdf';
  when: Condition[];
}

export interface SignatureView {
  role: string;
  label: string;
  required: boolean;
}

export interface Visit {
  number: string;
  stage: string;
  tag: string;
  entry: string;
  name: string;
  processName: string;
  state: string;
  mine: boolean;
  paused: boolean;
  urgent: boolean;
  green: boolean;
  dueAt?: string;
  appointment?: { day: string; from?: string; until?: string; words: string; agreed: boolean };
  customer: { name: string; phone?: string; organisation?: string };
  address: string;
  at?: { lat: number; lon: number };
  onTheWay?: boolean;
  there?: boolean;
  notice?: ServiceNotice;
  facts: Record<string, unknown>;
  fields: KnownField[];
  files: FileView[];
  signatures: SignatureView[];
  handed: { kind: string; file: Guid }[];
  known: { stage: string; name: string; values: { label: string; value: string }[] }[];
  documents: { file: Guid; label: string; mediaType: string }[];
  pauseReasons: { id: string; name: string }[];
  readings: { file: Guid; kind: string; values: Record<string, { value: unknown; confidence: number }>; findings?: Finding[] }[];
  survey?: { limit: unknown; tables: string };
  /** What was measured for the entry before, here or on another device. */
  sheet?: SiteSheet & { origins?: Record<string, Origin> };
  /** The report that was laid before the customer to be signed by link. */
  offer?: { since: string; signedAt?: string };
}

/** What the customer was told about the visit, and what the crew makes sure of and does in order. */
export interface ServiceNotice {
  content: string;
  duration?: string;
  prepare: string[];
  standard: string[];
  safety: string[];
  steps: string[];
  way: { name: string; state: string }[];
  canSign: boolean;
  signedAt?: string;
}

/** What belongs to an entry and is no field of its form. */
export interface SiteSheet {
  input?: unknown;
  /** What the calculation answered to the input, as it was shown. */
  result?: unknown;
  track?: Place[];
  marks?: PhotoWords[];
  /** A drawing of the site, as SVG. */
  sketch?: string;
  /** What was made sure of before anything else, in the words that were read, and when. */
  safety?: { what: string; at: string }[];
}

/** What was said about a photo: its octets are never changed. */
export interface PhotoWords extends PhotoNotes {
  file: Guid;
  measure?: unknown;
}

export interface Entry {
  fields: Record<string, unknown>;
  origins: Record<string, Origin>;
  files: { kind: string; file: Guid }[];
  signatures: { role: string; file: Guid }[];
  sheet?: SiteSheet;
}

export interface PauseBody {
  reason: string;
  note?: string;
}

/** The customer's signature under the service notice. */
export interface NoticeBody {
  file: Guid;
}

export type OperationKind = 'set-out' | 'check-in' | 'start' | 'draft' | 'complete' | 'offer' | 'sign-notice' | 'pause' | 'resume';

export interface Operation {
  id: Guid;
  number: string;
  stage: string;
  kind: OperationKind;
  saidAt: string;
  base?: string;
  place?: Place;
  body?: Entry | PauseBody | NoticeBody;
}

export interface Problem {
  code: string;
  title: string;
  detail?: string;
  errors?: Record<string, string[]>;
}

export interface Theirs {
  fields: Record<string, unknown>;
  files: { kind: string; file: Guid }[];
  by: string;
  at: string;
}

export interface Result {
  id: Guid;
  outcome: 'done' | 'conflict' | 'refused' | 'wait';
  entry?: string;
  problem?: Problem;
  theirs?: Theirs;
}

export interface Gone {
  number: string;
  stage: string;
  words: string;
}

export interface Work {
  now: string;
  visits: Visit[];
  gone: Gone[];
}

export interface Upload {
  id: Guid;
  bytes: number;
  received: number;
  safe: boolean;
  sha256?: string;
}

export interface Staff {
  id: string;
  name: string;
  workNumber?: string;
}

export interface DeviceGrant {
  device: Guid;
  secret: string;
  staff: Staff;
  company: { name: string; telephone?: string };
}

export type { Origin, Place };

export const visitKey = (of: { number: string; stage: string }): string => `${of.number}/${of.stage}`;
