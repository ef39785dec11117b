import type { NameplateInput } from '../calculation/model';

export const plateFields = ['model', 'voltage', 'current', 'constant', 'number', 'maker'] as const;

export type PlateField = (typeof plateFields)[number];

/** What the server read off a plate, with confidence from 0 to 1. */
export type PlateReading = Partial<Record<PlateField, { value: unknown; confidence: number }>>;

export interface PlateValue { value: string; origin: 'read' | 'typed'; accepted: boolean }

export type Plate = Partial<Record<PlateField, PlateValue>>;

/** Below this a value is shown as doubtful. */
export const doubtful = 0.9;

/** What the person left of a value: read when it is what was read, typed when it was changed. */
export function corrected(reading: PlateReading[PlateField], text: string): PlateValue {
  return { value: text, origin: reading && String(reading.value) === text ? 'read' : 'typed', accepted: true };
}

/** What is shown in a field: what the person left, else what was read, not yet accepted. */
export function shownIn(reading: PlateReading, plate: Plate, field: PlateField): PlateValue {
  const read = reading[field];
  return plate[field] ?? { value: read ? String(read.value) : '', origin: read ? 'read' : 'typed', accepted: false };
}

/** For the check of a plate against itself; null without a model. */
export function checkedInput(values: Record<PlateField, string>): NameplateInput | null {
  if (!values.model) return null;
  const constant = /\d+/.exec(values.constant.replace(/[,\s]/g, ''))?.[0];
  return {
    model: values.model.slice(0, 60),
    ...(values.voltage && { voltage: values.voltage.slice(0, 60) }),
    ...(values.current && { current: values.current.slice(0, 60) }),
    ...(constant && { constant: Math.min(Number(constant), 2_000_000_000) }),
  };
}
