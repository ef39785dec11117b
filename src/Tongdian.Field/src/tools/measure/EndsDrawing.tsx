import type { Point } from '../types';
import type { Ends } from './ends';

interface LineProps { a?: Point; b?: Point; colour: string; unit: number; text: string }

/** Both lines with their ends. The known one dashed: colour alone does not tell them apart. */
export function EndsDrawing({ ends, unit, known, measured }: { ends: Ends; unit: number; known: string; measured: string }) {
  return (
    <>
      <Line a={ends.knownFrom} b={ends.knownTo} colour="#b26a00" {...{ unit }} text={known} />
      <Line a={ends.from} b={ends.to} colour="#b3261e" {...{ unit }} text={measured} />
    </>
  );
}

function Line({ a, b, colour, unit, text }: LineProps) {
  const dashed = colour === '#b26a00' ? `${8 * unit} ${5 * unit}` : undefined;
  return (
    <g fill="none">
      {a && b && (
        <>
          <path d={`M${a.x} ${a.y}L${b.x} ${b.y}`} stroke="#fff" stroke-width={6 * unit} />
          <path d={`M${a.x} ${a.y}L${b.x} ${b.y}`} stroke={colour} stroke-width={3 * unit} stroke-dasharray={dashed} />
          <text x={(a.x + b.x) / 2} y={(a.y + b.y) / 2 - 10 * unit} font-size={16 * unit} font-weight="700" text-anchor="middle" fill={colour} stroke="#fff" stroke-width={4 * unit} paint-order="stroke">{text}</text>
        </>
      )}
      {[a, b].map((p, i) => p && (
        <g key={i}>
          <circle cx={p.x} cy={p.y} r={9 * unit} stroke="#fff" stroke-width={5 * unit} />
          <circle cx={p.x} cy={p.y} r={9 * unit} stroke={colour} stroke-width={2.5 * unit} />
          <circle cx={p.x} cy={p.y} r={1.5 * unit} fill={colour} />
        </g>
      ))}
    </g>
  );
}
