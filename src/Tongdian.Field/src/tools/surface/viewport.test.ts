import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance, kept, pinched, toFrame, toPicture, whole, zoomed, type Viewport } from './viewport';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.record({ x: number(-2000, 2000), y: number(-2000, 2000) });
const view: fc.Arbitrary<Viewport> = fc.record({ scale: number(0.02, 8), x: number(-5000, 5000), y: number(-5000, 5000) });
const size = fc.record({ width: fc.integer({ min: 1, max: 12_000 }), height: fc.integer({ min: 1, max: 12_000 }) });

test('a point of the frame and its point of the picture are the same place', () => {
  fc.assert(fc.property(point, view, (at, v) => {
    expect(distance(at, toFrame(toPicture(at, v), v))).toBeLessThan(1e-6);
  }));
});

test('zooming holds what is under the finger', () => {
  fc.assert(fc.property(point, view, number(0.1, 10), (at, v, factor) => {
    expect(distance(at, toFrame(toPicture(at, v), zoomed(v, factor, at)))).toBeLessThan(1e-5);
  }));
});

test('two fingers that do not turn keep hold of both points of the picture', () => {
  fc.assert(fc.property(view, point, point, point, number(0.3, 3), (v, a, b, shift, factor) => {
    fc.pre(distance(a, b) > 10);
    const moved = (p: { x: number; y: number }) => ({ x: p.x * factor + shift.x, y: p.y * factor + shift.y });
    const next = pinched(v, [a, b], [moved(a), moved(b)]);
    expect(distance(moved(a), toFrame(toPicture(a, v), next))).toBeLessThan(1e-4);
    expect(distance(moved(b), toFrame(toPicture(b, v), next))).toBeLessThan(1e-4);
  }));
});

test('a picture never leaves its frame', () => {
  fc.assert(fc.property(view, size, size, (v, picture, frame) => {
    const next = kept(v, picture, frame);
    const [left, right] = [next.x, next.x + picture.width * next.scale];
    expect(next.scale).toBeGreaterThanOrEqual(whole(picture, frame).scale * 0.999_999);
    expect(left <= 1e-6 || right <= frame.width + 1e-6).toBe(true);
    expect(left < frame.width && right > 0).toBe(true);
  }));
});
