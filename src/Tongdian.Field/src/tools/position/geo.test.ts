import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Place } from '../types';
import { addsTo, metresBetween, spotFrom, walkedMetres } from './geo';

const spotIn = (south: number, north: number, west: number, east: number) =>
  fc.record({ lat: fc.double({ min: south, max: north, noNaN: true }), lon: fc.double({ min: west, max: east, noNaN: true }) });
const china = spotIn(18, 54, 73, 135);
const anywhere = spotIn(-89, 89, -180, 180);
const place = (lat: number, lon: number, accuracyM = 5): Place => ({ lat, lon, accuracyM, at: '2026-11-26T08:00:00.000Z' });

test('a degree of latitude is 111.195 km', () => {
  expect(metresBetween({ lat: 23, lon: 113 }, { lat: 24, lon: 113 })).toBeCloseTo(111_195.08, 1);
});

test('a distance is the same there and back, and never longer than around a corner', () => {
  // Near the other end of the world the arcsine is that of almost one: there the formula is good to decimetres only.
  for (const [spots, goodM] of [[china, 0.01], [anywhere, 1]] as const) {
    fc.assert(fc.property(spots, spots, spots, (a, b, c) => {
      expect(Math.abs(metresBetween(a, b) - metresBetween(b, a))).toBeLessThan(goodM / 10);
      expect(metresBetween(a, c)).toBeLessThanOrEqual(metresBetween(a, b) + metresBetween(b, c) + goodM);
    }));
  }
});

test('where the formula is at its worst it is still good to a metre', () => {
  const [a, b, c] = [{ lat: 0, lon: -179.999_996_377_745_2 }, { lat: -6.04e-7, lon: 0 }, { lat: -2.9e-7, lon: 0 }];
  expect(metresBetween(a, b)).toBeLessThanOrEqual(metresBetween(a, c) + metresBetween(c, b) + 1);
  expect(metresBetween(a, c)).toBeLessThanOrEqual(metresBetween(a, b) + metresBetween(b, c) + 1);
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
