import type { PointGroup } from 'signature_pad';
import { expect, test } from 'vitest';
import { fitted, isSignature } from './strokes';

const pad = { width: 320, height: 200 };
const stroke = (points: [number, number][]): PointGroup => ({ points: points.map(([x, y]) => ({ x, y, pressure: 0.5, time: 0 })) }) as unknown as PointGroup;
const wave = stroke(Array.from({ length: 40 }, (_, i) => [40 + i * 5, 100 + 40 * Math.sin(i / 3)]));

test('a dot, a dash or nothing is no signature', () => {
  expect(isSignature([], pad)).toBe(false);
  expect(isSignature([stroke([[100, 100]])], pad)).toBe(false);
  expect(isSignature([stroke(Array.from({ length: 30 }, (_, i) => [100 + (i % 3), 100 + (i % 2)]))], pad)).toBe(false);
  expect(isSignature([stroke(Array.from({ length: 30 }, (_, i) => [20 + i * 8, 100]))], pad)).toBe(false);
});

test('a name is one, and stays one on a turned phone', () => {
  expect(isSignature([wave], pad)).toBe(true);
  const turned = { width: 700, height: 160 };
  const moved = fitted([wave], pad, turned);
  expect(isSignature(moved, turned)).toBe(true);
  for (const p of moved[0]!.points) expect(p.x >= 0 && p.x <= 700 && p.y >= 0 && p.y <= 160).toBe(true);
});
