import type { Point } from '../types';
import type { Mark } from './photo';

/** Marks over a photo; `unit` is the size of a screen pixel in pixels of the photo. */
export function MarksDrawing({ marks, unit }: { marks: readonly Mark[]; unit: number }) {
  return <>{marks.map((mark, index) => <MarkDrawing key={index} {...{ mark, unit }} />)}</>;
}

function MarkDrawing({ mark, unit }: { mark: Mark; unit: number }) {
  if (mark.kind === 'text') {
    return (
      <text x={mark.at.x} y={mark.at.y} font-size={18 * unit} font-weight="700" fill="#b3261e" stroke="#fff" stroke-width={4 * unit} paint-order="stroke" stroke-linejoin="round">
        {mark.words}
      </text>
    );
  }
  const path = mark.kind === 'arrow' ? arrowPath(mark.from, mark.to, 18 * unit) : ellipsePath(mark.from, mark.to);
  return (
    <g fill="none" stroke-linecap="round" stroke-linejoin="round">
      <path d={path} stroke="#fff" stroke-width={7 * unit} />
      <path d={path} stroke="#b3261e" stroke-width={3.5 * unit} />
    </g>
  );
}

/** A line with a head at its end. */
export function arrowPath(from: Point, to: Point, head: number): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const side = (turn: number) => `${to.x - head * Math.cos(angle + turn)} ${to.y - head * Math.sin(angle + turn)}`;
  return `M${from.x} ${from.y}L${to.x} ${to.y}M${side(0.5)}L${to.x} ${to.y}L${side(-0.5)}`;
}

/** The ellipse in the box between two corners. */
export function ellipsePath(a: Point, b: Point): string {
  const [rx, ry] = [Math.abs(a.x - b.x) / 2, Math.abs(a.y - b.y) / 2];
  const [left, middle] = [Math.min(a.x, b.x), (a.y + b.y) / 2];
  return `M${left} ${middle}a${rx} ${ry} 0 1 0 ${rx * 2} 0a${rx} ${ry} 0 1 0 ${-rx * 2} 0`;
}
