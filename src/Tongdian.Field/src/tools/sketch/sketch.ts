import type { Point } from '../types';

export const symbolKinds = ['pole', 'transformer', 'box', 'meter', 'switch', 'house'] as const;

export type SymbolKind = (typeof symbolKinds)[number];

export interface SketchSymbol extends Point { id: number; kind: SymbolKind; words?: string }

export interface SketchLine { from: number; to: number; kind: 'overhead' | 'cable' }

/** A scheme: symbols on a grid and lines between them. */
export interface SketchModel { symbols: readonly SketchSymbol[]; lines: readonly SketchLine[] }

export const emptySketch: SketchModel = { symbols: [], lines: [] };
export const sheet = { width: 400, height: 440 };
export const grid = 20;
export const mostSymbols = 40;
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
  return { ...model, lines: old?.kind === kind ? rest : [...rest, { from, to, kind }] };
}

export function withoutSymbol(model: SketchModel, id: number): SketchModel {
  return { symbols: model.symbols.filter(s => s.id !== id), lines: model.lines.filter(l => l.from !== id && l.to !== id) };
}

function freeSpot({ symbols }: SketchModel): Point {
  for (let y = 80; y < sheet.height - margin; y += 80) {
    for (let x = 80; x <= sheet.width - margin; x += 80) {
      if (symbols.every(s => Math.abs(s.x - x) >= 60 || Math.abs(s.y - y) >= 60)) return { x, y };
    }
  }
  return snapped({ x: sheet.width / 2, y: sheet.height / 2 });
}
