import type { PointGroup } from 'signature_pad';

interface Size { width: number; height: number }

/** What somebody could have meant as a name: a line of some length that is not all in one spot. A dot or a dash is none. */
export function isSignature(strokes: readonly PointGroup[], pad: Size): boolean {
  const points = strokes.flatMap(s => s.points);
  if (points.length < 8) return false;
  const wide = Math.max(...points.map(p => p.x)) - Math.min(...points.map(p => p.x));
  const high = Math.max(...points.map(p => p.y)) - Math.min(...points.map(p => p.y));
  const length = strokes.reduce((sum, s) => sum + lengthOf(s), 0);
  return length > pad.height * 0.6 && Math.max(wide, high) > pad.height * 0.2 && Math.min(wide, high) > pad.height * 0.04;
}

function lengthOf(stroke: PointGroup): number {
  return stroke.points.slice(1).reduce((sum, p, i) => sum + Math.hypot(p.x - stroke.points[i]!.x, p.y - stroke.points[i]!.y), 0);
}

/** The same strokes on a pad of another size (the phone was turned), neither stretched nor cut off. */
export function fitted(strokes: readonly PointGroup[], from: Size, to: Size): PointGroup[] {
  const factor = Math.min(to.width / from.width, to.height / from.height);
  const [x, y] = [(to.width - from.width * factor) / 2, (to.height - from.height * factor) / 2];
  return strokes.map(s => ({ ...s, points: s.points.map(p => ({ ...p, x: p.x * factor + x, y: p.y * factor + y })) }));
}
