import type { Point } from '../types';

export const symbolKinds = ['pole', 'transformer', 'box', 'meter', 'switch', 'house'] as const;

export type SymbolKind = (typeof symbolKinds)[number];

export interface SketchSymbol extends Point { id: number; kind: SymbolKind; words?: string }

export interface SketchLine { from: number; to: number; kind: 'overhead' | 'cable' }

/** What was drawn by finger, from where it was put down to where it was lifted. */
export type Stroke = readonly Point[];

/** A scheme: symbols on a grid, lines between them, and what was drawn freely. */
export interface SketchModel { symbols: readonly SketchSymbol[]; lines: readonly SketchLine[]; strokes: readonly Stroke[] }

export const emptySketch: SketchModel = { symbols: [], lines: [], strokes: [] };
export const sheet = { width: 400, height: 440 };
export const grid = 20;
export const mostSymbols = 40;
// The report prints so much of a drawing.
const mostLines = 60;
const mostStrokes = 100;
const mostPoints = 60;
const nearest = 3;
const margin = 40;

/** The nearest crossing of the grid that keeps a symbol on the sheet. */
export function snapped({ x, y }: Point): Point {
  const along = (value: number, length: number) => Math.min(length - margin, Math.max(margin, Math.round(value / grid) * grid));
  return { x: along(x, sheet.width), y: along(y, sheet.height) };
}

/** With one more symbol, where there is room for it. */
export function withSymbol(model: SketchModel, kind: SymbolKind): SketchModel {
  if (model.symbols.length >= mostSymbols) return model;
  const id = Math.max(0, ...model.symbols.map(s => s.id)) + 1;
  return { ...model, symbols: [...model.symbols, { id, kind, ...freeSpot(model) }] };
}

export function withMoved(model: SketchModel, id: number, to: Point): SketchModel {
  return { ...model, symbols: model.symbols.map(s => (s.id === id ? { ...s, ...snapped(to) } : s)) };
}

export function withWords(model: SketchModel, id: number, words: string): SketchModel {
  return { ...model, symbols: model.symbols.map(s => (s.id === id ? { ...s, words: words || undefined } : s)) };
}

/** With a line between two symbols; another kind of line between the same two replaces it, the same again takes it away. */
export function withLine(model: SketchModel, from: number, to: number, kind: SketchLine['kind']): SketchModel {
  const known = (id: number) => model.symbols.some(s => s.id === id);
  if (from === to || !known(from) || !known(to)) return model;
  const between = (l: SketchLine) => (l.from === from && l.to === to) || (l.from === to && l.to === from);
  const old = model.lines.find(between);
  const rest = model.lines.filter(l => !between(l));
  if (!old && rest.length >= mostLines) return model;
  return { ...model, lines: old?.kind === kind ? rest : [...rest, { from, to, kind }] };
}

export function withoutSymbol(model: SketchModel, id: number): SketchModel {
  return { ...model, symbols: model.symbols.filter(s => s.id !== id), lines: model.lines.filter(l => l.from !== id && l.to !== id) };
}

/** With what a finger drew; a touch that is hardly longer than the finger is none. */
export function withStroke(model: SketchModel, drawn: Stroke): SketchModel {
  const points = thinned(drawn.map(inside));
  return points.length < 2 || model.strokes.length >= mostStrokes ? model : { ...model, strokes: [...model.strokes, points] };
}

export const isEmptySketch = ({ symbols, strokes }: SketchModel): boolean => symbols.length === 0 && strokes.length === 0;

/** Points that lie close together say nothing more. */
function thinned(stroke: Stroke): Stroke {
  const far: Point[] = [];
  for (const p of stroke) {
    const last = far.at(-1);
    if (!last || Math.hypot(p.x - last.x, p.y - last.y) >= nearest) far.push(p);
  }
  const step = Math.ceil(far.length / mostPoints);
  return far.filter((_, i) => i % step === 0 || i === far.length - 1);
}

const inside = ({ x, y }: Point): Point => ({ x: Math.round(Math.min(sheet.width, Math.max(0, x))), y: Math.round(Math.min(sheet.height, Math.max(0, y))) });

function freeSpot({ symbols }: SketchModel): Point {
  for (let y = 80; y < sheet.height - margin; y += 80) {
    for (let x = 80; x <= sheet.width - margin; x += 80) {
      if (symbols.every(s => Math.abs(s.x - x) >= 60 || Math.abs(s.y - y) >= 60)) return { x, y };
    }
  }
  return snapped({ x: sheet.width / 2, y: sheet.height / 2 });
}
