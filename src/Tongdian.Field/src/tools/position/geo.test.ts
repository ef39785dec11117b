import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Place } from '../types';
import { addsTo, metresBetween, spotFrom, walkedMetres } from './geo';

const spot = fc.record({ lat: fc.double({ min: -89, max: 89, noNaN: true }), lon: fc.double({ min: -180, max: 180, noNaN: true }) });
const place = (lat: number, lon: number, accuracyM = 5): Place => ({ lat, lon, accuracyM, at: '2026-11-26T08:00:00.000Z' });

test('a degree of latitude is 111.195 km', () => {
  expect(metresBetween({ lat: 23, lon: 113 }, { lat: 24, lon: 113 })).toBeCloseTo(111_195.08, 1);
});

test('a distance is the same there and back, and never longer than around a corner', () => {
  fc.assert(fc.property(spot, spot, spot, (a, b, c) => {
    expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 3);
    expect(metresBetween(a, c)).toBeLessThanOrEqual(metresBetween(a, b) + metresBetween(b, c) + 0.01);
  }));
});

test('a way counts only positions that are good to 30 m', () => {
  expect(walkedMetres([place(23, 113), place(24, 113, 31), place(23.001, 113)])).toBeCloseTo(111.2, 1);
});

test('standing still is not walking', () => {
  expect(addsTo([place(23, 113)], place(23.000_01, 113))).toBe(false);
  expect(addsTo([place(23, 113)], place(23.000_1, 113))).toBe(true);
  expect(addsTo([place(23, 113, 80)], place(23, 113, 6))).toBe(true);
});

test('coordinates are read as people write them, and nothing else is', () => {
  for (const text of ['23.129110, 113.264385', '23.129110，113.264385', ' 23.129110° 113.264385° ']) expect(spotFrom(text)).toEqual({ lat: 23.12911, lon: 113.264385 });
  for (const text of ['', '23.1', '113.26, 23.12', '91, 10', 'N23, E113']) expect(spotFrom(text)).toBeNull();
});
