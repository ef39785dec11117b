import type { MeasureInput } from '../calculation/model';
import { distance } from '../surface/viewport';
import type { Point } from '../types';

export const endNames = ['knownFrom', 'knownTo', 'from', 'to'] as const;

export type EndName = (typeof endNames)[number];

/** The ends that are set; the known thing first, then what is measured. */
export type Ends = Partial<Record<EndName, Point>>;

/**
 * Which end a finger means: one that it touches, else the next that is missing; null when all are set and none is near. While one is missing
 * only an exact touch takes another: both ends of a sheet of paper may lie under the same finger.
 */
export function endAt(ends: Ends, at: Point, reach: number): EndName | null {
  const missing = endNames.find(name => !ends[name]);
  const near = endNames
    .flatMap(name => (ends[name] ? [{ name, away: distance(ends[name], at) }] : []))
    .filter(e => e.away <= (missing ? reach / 3 : reach))
    .sort((a, b) => a.away - b.away)[0];
  return near?.name ?? missing ?? null;
}

/** The known thing: one of the table, or a length in metres. */
export interface Known { thing?: string; knownM?: number; knownUncertaintyM?: number }

/** What the calculation needs; null until both lines are there. A finger is no finer than a few pixels of the screen. */
export function measureOf(ends: Ends, known: Known, pointUncertaintyPx: number): MeasureInput | null {
  const { knownFrom, knownTo, from, to } = ends;
  if (!knownFrom || !knownTo || !from || !to || distance(knownFrom, knownTo) < 1 || distance(from, to) < 1) return null;
  const length = known.thing ? { thing: known.thing } : known.knownM ? { knownM: known.knownM, knownUncertaintyM: known.knownUncertaintyM ?? known.knownM / 100 } : null;
  return length && { knownFrom, knownTo, from, to, ...length, pointUncertaintyPx };
}
