import { expect, test } from 'vitest';
import { endAt, measureOf, type Ends } from './ends';

const ends: Ends = { knownFrom: { x: 100, y: 100 }, knownTo: { x: 200, y: 100 }, from: { x: 100, y: 300 }, to: { x: 600, y: 300 } };

test('a finger takes the nearest end within its reach, else sets the next one', () => {
  expect(endAt({}, { x: 5, y: 5 }, 20)).toBe('knownFrom');
  expect(endAt({ knownFrom: ends.knownFrom }, { x: 400, y: 5 }, 20)).toBe('knownTo');
  expect(endAt({ knownFrom: ends.knownFrom }, { x: 112, y: 100 }, 28)).toBe('knownTo');
  expect(endAt({ knownFrom: ends.knownFrom }, { x: 104, y: 100 }, 28)).toBe('knownFrom');
  expect(endAt(ends, { x: 195, y: 108 }, 20)).toBe('knownTo');
  expect(endAt(ends, { x: 400, y: 200 }, 20)).toBeNull();
});

test('nothing is measured before both lines and the known length are there', () => {
  expect(measureOf({ ...ends, to: undefined }, { thing: 'a4-long' }, 2)).toBeNull();
  expect(measureOf({ ...ends, knownTo: { x: 100, y: 100 } }, { thing: 'a4-long' }, 2)).toBeNull();
  expect(measureOf(ends, {}, 2)).toBeNull();
  expect(measureOf(ends, { thing: 'a4-long' }, 2)).toEqual({ ...ends, thing: 'a4-long', pointUncertaintyPx: 2 });
  expect(measureOf(ends, { knownM: 2 }, 3)).toEqual({ ...ends, knownM: 2, knownUncertaintyM: 0.02, pointUncertaintyPx: 3 });
});
