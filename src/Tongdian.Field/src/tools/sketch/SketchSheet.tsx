import { useRef } from 'preact/hooks';
import type { Point } from '../types';
import type { SketchModel, SketchSymbol } from './sketch';
import { strokeOf, symbolShapes } from './sketchSvg';
import type { sketchWords } from './words';

export interface SketchSheetProps {
  value: SketchModel;
  chosen: number | undefined;
  size: { width: number; height: number };
  words: Record<keyof typeof sketchWords, string>;
  onPress: (id: number) => void;
  onDrag: (id: number, to: Point) => void;
  onKey: (symbol: SketchSymbol, event: KeyboardEvent) => void;
}

/** The sheet with what is on it; a finger need not hit a symbol exactly. */
export function SketchSheet({ value, chosen, size, words, onPress, onDrag, onKey }: SketchSheetProps) {
  const sheet = useRef<SVGSVGElement>(null);
  const held = useRef<number | undefined>(undefined);
  const at = (event: PointerEvent): Point => {
    const box = sheet.current!.getBoundingClientRect();
    return { x: (event.clientX - box.left) * size.width / box.width, y: (event.clientY - box.top) * size.height / box.height };
  };
  const symbolAt = (id: number) => value.symbols.find(s => s.id === id)!;
  return (
    <svg
      ref={sheet} class="tool-sheet-paper" viewBox={`0 0 ${size.width} ${size.height}`} role="group" aria-label={words.sheet}
      onPointerMove={e => { if (held.current !== undefined) onDrag(held.current, at(e)); }}
      onPointerUp={() => { held.current = undefined; }} onPointerCancel={() => { held.current = undefined; }}
    >
      <defs><pattern id="tool-grid" width="20" height="20" patternUnits="userSpaceOnUse"><path d="M20 0H0v20" fill="none" stroke="#dbe3e2" /></pattern></defs>
      <rect width={size.width} height={size.height} fill="url(#tool-grid)" />
      {value.lines.map(line => {
        const [a, b] = [symbolAt(line.from), symbolAt(line.to)];
        return <line key={`${line.from}-${line.to}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y} {...strokeOf(line.kind)} />;
      })}
      {value.symbols.map(symbol => (
        <g
          key={symbol.id} class="tool-symbol" transform={`translate(${symbol.x} ${symbol.y})`} tabIndex={0} role="button" aria-pressed={symbol.id === chosen}
          aria-label={`${words[symbol.kind]} ${symbol.words ?? symbol.id}`} onKeyDown={e => onKey(symbol, e)}
          onPointerDown={e => { sheet.current!.setPointerCapture(e.pointerId); held.current = symbol.id; onPress(symbol.id); }}
        >
          <circle r="28" fill={symbol.id === chosen ? '#e8f3f1' : 'transparent'} stroke={symbol.id === chosen ? '#00695c' : 'none'} stroke-width="2" />
          <g dangerouslySetInnerHTML={{ __html: symbolShapes[symbol.kind] }} />
          {symbol.words && <text y="34" font-size="14" text-anchor="middle" fill="#1f2a2e">{symbol.words}</text>}
        </g>
      ))}
    </svg>
  );
}
