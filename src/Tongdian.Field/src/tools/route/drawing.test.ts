import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metresBetween } from '../position/geo';
import { drawing, roundLength } from './drawing';
import { routeSvg } from './routeSvg';

const place = fc.record({
  lat: fc.double({ min: 23, max: 23.02, noNaN: true }), lon: fc.double({ min: 113, max: 113.02, noNaN: true }),
  accuracyM: fc.double({ min: 1, max: 60, noNaN: true }), at: fc.constant('2026-11-26T08:00:00.000Z'),
});

test('a way lies inside its frame, and its scale bar is as long as it says', () => {
  fc.assert(fc.property(fc.array(place, { maxLength: 30 }), track => {
    const { points, bar } = drawing(track, 640, 400, 56);
    for (const p of points) expect(p.x >= 55.9 && p.x <= 584.1 && p.y >= 55.9 && p.y <= 344.1).toBe(true);
    const good = track.filter(p => p.accuracyM <= 30);
    if (good.length < 2) return;
    const [a, b] = [good[0]!, good[1]!];
    const drawn = Math.hypot(points[0]!.x - points[1]!.x, points[0]!.y - points[1]!.y) / bar.pixels * bar.metres;
    expect(Math.abs(drawn - metresBetween(a, b))).toBeLessThan(1 + metresBetween(a, b) * 0.005);
  }));
});

test('a scale bar has a length that people use', () => {
  expect([0.7, 3, 49, 50, 1999].map(roundLength)).toEqual([0.5, 2, 20, 50, 1000]);
});

test('a way without a good position is still a drawing', () => {
  expect(routeSvg([], 'en')).toMatch(/^<svg .*<\/svg>$/);
});
