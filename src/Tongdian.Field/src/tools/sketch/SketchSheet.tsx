import { useRef, useState } from 'preact/hooks';
import type { Point } from '../types';
import type { SketchModel, SketchSymbol } from './sketch';
import { lineShape, strokeShape, symbolShape, wordsShape } from './sketchSvg';
import type { sketchWords } from './words';

export interface SketchSheetProps {
  value: SketchModel;
  chosen: number | undefined;
  size: { width: number; height: number };
  words: Record<keyof typeof sketchWords, string>;
  /** A finger draws, and touches no symbol. */
  drawing: boolean;
  onStroke: (stroke: Point[]) => void;
  onPress: (id: number) => void;
  onDrag: (id: number, to: Point) => void;
  onKey: (symbol: SketchSymbol, event: KeyboardEvent) => void;
}

/** The sheet with what is on it; a finger need not hit a symbol exactly. */
export function SketchSheet({ value, chosen, size, words, drawing, onStroke, onPress, onDrag, onKey }: SketchSheetProps) {
  const sheet = useRef<SVGSVGElement>(null);
  const held = useRef<number | undefined>(undefined);
  const [stroke, setStroke] = useState<Point[]>();
  const at = (event: PointerEvent): Point => {
    const box = sheet.current!.getBoundingClientRect();
    return { x: (event.clientX - box.left) * size.width / box.width, y: (event.clientY - box.top) * size.height / box.height };
  };
  const symbolAt = (id: number) => value.symbols.find(s => s.id === id)!;
  return (
    <svg
      ref={sheet} class="tool-sheet-paper" viewBox={`0 0 ${size.width} ${size.height}`} role="group" aria-label={words.sheet}
      onPointerDown={e => {
        if (!drawing) return;
        sheet.current!.setPointerCapture(e.pointerId);
        setStroke([at(e)]);
      }}
      onPointerMove={e => {
        if (stroke) setStroke([...stroke, at(e)]);
        else if (held.current !== undefined) onDrag(held.current, at(e));
      }}
      onPointerUp={() => {
        held.current = undefined;
        if (stroke) onStroke(stroke);
        setStroke(undefined);
      }}
      onPointerCancel={() => {
        held.current = undefined;
        setStroke(undefined);
      }}
    >
      <defs><pattern id="tool-grid" width="20" height="20" patternUnits="userSpaceOnUse"><path d="M20 0H0v20" fill="none" stroke="#dbe3e2" /></pattern></defs>
      <rect width={size.width} height={size.height} fill="url(#tool-grid)" />
      <g dangerouslySetInnerHTML={{ __html: [...value.strokes, ...(stroke ? [stroke] : [])].map(strokeShape).join('') }} />
      <g dangerouslySetInnerHTML={{ __html: value.lines.map(line => lineShape(symbolAt(line.from), symbolAt(line.to), line.kind)).join('') }} />
      {value.symbols.map(symbol => (
        <g
          key={symbol.id} class="tool-symbol" tabIndex={0} role="button" aria-pressed={symbol.id === chosen}
          aria-label={`${words[symbol.kind]} ${symbol.words ?? symbol.id}`} onKeyDown={e => onKey(symbol, e)}
          onPointerDown={e => { if (drawing) return; sheet.current!.setPointerCapture(e.pointerId); held.current = symbol.id; onPress(symbol.id); }}
        >
          <circle cx={symbol.x} cy={symbol.y} r="28" fill={symbol.id === chosen ? '#e8f3f1' : 'transparent'} stroke={symbol.id === chosen ? '#00695c' : 'none'} stroke-width="2" />
          <g dangerouslySetInnerHTML={{ __html: symbolShape(symbol.kind, symbol) + wordsShape(symbol) }} />
        </g>
      ))}
    </svg>
  );
}
