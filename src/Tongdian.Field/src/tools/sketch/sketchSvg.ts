import type { Point } from '../types';
import { emptySketch, sheet, type SketchLine, type SketchModel, type SketchSymbol, type Stroke, type SymbolKind } from './sketch';

const pen = 'stroke="#1f2a2e" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"';
const ink = `fill="#fff" ${pen}`;

// The report is printed from lines, circles and words alone: whatever is moved or dashed by an attribute would stand there as something else.
type Shape = (x: number, y: number) => string;

const shapes: Record<SymbolKind, Shape> = {
  pole: (x, y) => `<circle cx="${x}" cy="${y}" r="11" ${ink}/><circle cx="${x}" cy="${y}" r="3" fill="#1f2a2e"/>`,
  transformer: (x, y) => `<circle cx="${x - 7}" cy="${y}" r="12" ${ink}/><circle cx="${x + 7}" cy="${y}" r="12" fill="none" ${pen}/>`,
  box: (x, y) => `<rect x="${x - 18}" y="${y - 12}" width="36" height="24" ${ink}/><path d="M${x - 18} ${y - 12}l36 24" ${ink}/>`,
  meter: (x, y) => `<rect x="${x - 14}" y="${y - 16}" width="28" height="32" rx="3" ${ink}/><text x="${x}" y="${y - 2}" font-size="11" font-weight="700" text-anchor="middle" fill="#1f2a2e">kWh</text><path d="M${x - 8} ${y + 6}h16" ${ink}/>`,
  switch: (x, y) => `<circle cx="${x - 14}" cy="${y}" r="3" fill="#1f2a2e"/><circle cx="${x + 14}" cy="${y}" r="3" fill="#1f2a2e"/><path d="M${x - 14} ${y}l24 -12" ${ink}/><path d="M${x - 20} ${y}h6" ${ink}/><path d="M${x + 14} ${y}h6" ${ink}/>`,
  house: (x, y) => `<path d="M${x - 18} ${y - 2}l18 -16l18 16v18h-36z" ${ink}/><path d="M${x - 5} ${y + 16}v-12h10v12" fill="none" ${pen}/>`,
};

/** A symbol about its middle, 40 wide. */
export const symbolShape = (kind: SymbolKind, { x, y }: Point): string => shapes[kind](x, y);

/** A line between two symbols, from edge to edge: overhead is drawn through, cable in dashes. */
export function lineShape(a: Point, b: Point, kind: SketchLine['kind']): string {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const at = (d: number): string => `${tenth(a.x + ((b.x - a.x) * d) / length)} ${tenth(a.y + ((b.y - a.y) * d) / length)}`;
  const edge = length > 60 ? 22 : 0;
  const [dash, gap] = kind === 'cable' ? [14, 9] : [length, 0];
  let path = '';
  for (let d = edge; d < length - edge; d += dash + gap) path += `M${at(d)}L${at(Math.min(d + dash, length - edge))}`;
  return `<path d="${path}" fill="none" stroke="${kind === 'cable' ? '#8a5200' : '#00695c'}" stroke-width="4"/>`;
}

export const strokeShape = (stroke: Stroke): string => `<polyline points="${stroke.map(p => `${p.x},${p.y}`).join(' ')}" fill="none" ${pen}/>`;

/** Beside a symbol. */
export const wordsShape = ({ x, y, words }: SketchSymbol): string =>
  words ? `<text x="${x}" y="${y + 34}" font-size="14" text-anchor="middle" fill="#1f2a2e">${escaped(words)}</text>` : '';

/** The scheme as a drawing for the report. It carries its model, so that any device can go on with it. */
export function sketchSvg(model: SketchModel): string {
  const { symbols, lines, strokes } = model;
  const at = (id: number) => symbols.find(s => s.id === id)!;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${sheet.width} ${sheet.height}" font-family="sans-serif" data-model='${escaped(JSON.stringify(model), /[&<']/g)}'>`,
    `<rect width="${sheet.width}" height="${sheet.height}" fill="#fff"/>`,
    ...strokes.map(strokeShape),
    ...lines.map(l => lineShape(at(l.from), at(l.to), l.kind)),
    ...symbols.map(s => symbolShape(s.kind, s) + wordsShape(s)),
    '</svg>',
  ].join('');
}

/** The model of a drawing, to go on with; an empty one when there is none in it. */
export function sketchOf(svg: string | undefined): SketchModel {
  const model = /^<svg [^>]*data-model='([^']*)'/.exec(svg ?? '')?.[1];
  return model === undefined ? emptySketch : (JSON.parse(plain(model)) as SketchModel);
}

const tenth = (n: number) => Math.round(n * 10) / 10;
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' } as const;

// Half a character, and what is none, would make the whole unreadable.
function escaped(text: string, which = /[&<>"']/g): string {
  return text.replace(/[\u0000-\u001f\ufffe\uffff]|\p{Surrogate}/gu, ' ').replace(which, c => entities[c as keyof typeof entities]);
}

function plain(text: string): string {
  return Object.entries(entities).reverse().reduce((t, [c, entity]) => t.replaceAll(entity, c), text);
}
