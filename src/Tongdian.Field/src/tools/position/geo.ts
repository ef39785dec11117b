import type { Place } from '../types';

export interface Spot { lat: number; lon: number }

// Mean radius of the Earth (IUGG), metres; the same as in the calculation.
const radius = 6_371_008.8;
const radians = (degrees: number) => degrees * (Math.PI / 180);

/** Great-circle distance by the haversine formula, metres. */
export function metresBetween(a: Spot, b: Spot): number {
  const north = Math.sin(radians(b.lat - a.lat) / 2);
  const east = Math.sin(radians(b.lon - a.lon) / 2);
  const chord = north * north + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * east * east;
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Farther than this from the address, beyond what the reading may be wrong, is worth a word. */
const farM = 200;

export function isFar(from: Spot & { accuracyM?: number }, address: Spot): boolean {
  return metresBetween(from, address) - (from.accuracyM ?? 0) > farM;
}

/** Positions farther off than this do not count on a walked way. */
export const believableM = 30;

/** The walked length while walking; the calculation judges the way more strictly afterwards. */
export function walkedMetres(track: readonly Place[]): number {
  const good = track.filter(p => p.accuracyM <= believableM);
  return good.slice(1).reduce((sum, place, index) => sum + metresBetween(good[index]!, place), 0);
}

/** Whether a reading adds to a track: the first, or moved farther than it may be wrong. */
export function addsTo(track: readonly Place[], next: Place): boolean {
  const last = track.at(-1);
  if (!last) return true;
  if (last.accuracyM > believableM && next.accuracyM < last.accuracyM) return true;
  return metresBetween(last, next) > Math.max(2, Math.min(believableM, next.accuracyM) / 2);
}

/** Reads a coordinate typed by hand: `23.129110, 113.264385` or with Chinese punctuation; null when it is none. */
export function spotFrom(text: string): Spot | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,，;；\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text.replace(/[°度]/g, ''));
  if (!match) return null;
  const [lat, lon] = [Number(match[1]), Number(match[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}
