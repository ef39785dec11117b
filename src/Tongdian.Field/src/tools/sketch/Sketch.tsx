import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../Icon';
import { filled, wordsIn, type Language } from '../language';
import type { Point } from '../types';
import { grid, mostSymbols, sheet, symbolKinds, withLine, withMoved, withoutSymbol, withStroke, withSymbol, withWords, type SketchLine, type SketchModel, type SketchSymbol } from './sketch';
import { SketchSheet } from './SketchSheet';
import { sketchSvg, symbolShape } from './sketchSvg';
import { sketchWords } from './words';

export interface SketchProps {
  language: Language;
  label: string;
  value: SketchModel;
  /** The model, to go on with, and the drawing, for the report. */
  onChange: (model: SketchModel, svg: string) => void;
}

/** A scheme drawn on a grid, by symbols or by finger. */
export function Sketch({ language, label, value, onChange }: SketchProps) {
  const words = wordsIn(sketchWords, language);
  const [chosen, setChosen] = useState<number>();
  const [drawing, setDrawing] = useState(false);
  const [joining, setJoining] = useState<SketchLine['kind']>();
  const [past, setPast] = useState<readonly SketchModel[]>([]);
  const before = useRef<SketchModel | null>(null);
  const [heading, field] = [useId(), useId()];
  const selected = value.symbols.find(s => s.id === chosen);

  const put = (model: SketchModel, remember: SketchModel | null = value) => {
    if (remember && remember !== model) setPast(p => [...p.slice(-49), remember]);
    onChange(model, sketchSvg(model));
  };
  const press = (id: number) => {
    if (joining && chosen !== undefined && chosen !== id) put(withLine(value, chosen, id, joining));
    setJoining(undefined);
    setChosen(id);
    before.current = value;
  };
  const drag = (id: number, to: Point) => {
    const next = withMoved(value, id, to);
    if (JSON.stringify(next) === JSON.stringify(value)) return;
    put(next, before.current);
    before.current = null;
  };
  const onKey = (symbol: SketchSymbol, event: KeyboardEvent) => {
    const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const by = steps[event.key];
    if (by) put(withMoved(value, symbol.id, { x: symbol.x + by[0] * grid, y: symbol.y + by[1] * grid }));
    else if (event.key === 'Delete') put(withoutSymbol(value, symbol.id));
    else if (event.key === 'Enter' || event.key === ' ') press(symbol.id);
    else return;
    event.preventDefault();
  };
  const undo = () => {
    const last = past.at(-1);
    if (!last) return;
    setPast(past.slice(0, -1));
    onChange(last, sketchSvg(last));
  };
  return (
    <section class="tool" aria-labelledby={heading}>
      <h3 id={heading}>{label}</h3>
      <div class="tool-palette" role="group" aria-label={words.add}>
        {symbolKinds.map(kind => (
          <button key={kind} type="button" class="tool-button" disabled={value.symbols.length >= mostSymbols} onClick={() => { const next = withSymbol(value, kind); put(next); setChosen(next.symbols.at(-1)?.id); }}>
            <svg viewBox="-22 -22 44 44" aria-hidden="true" dangerouslySetInnerHTML={{ __html: symbolShape(kind, { x: 0, y: 0 }) }} />{words[kind]}
          </button>
        ))}
      </div>
      {value.symbols.length >= mostSymbols && <p class="tool-wrong">{filled(words.full, { n: mostSymbols })}</p>}
      <SketchSheet {...{ value, chosen, words, drawing }} onStroke={stroke => put(withStroke(value, stroke))} onPress={press} onDrag={drag} onKey={onKey} size={sheet} />
      <p class="tool-help" role="status">{joining ? words.pick : drawing ? words.drawing : words.legend}</p>
      {selected && (
        <>
          <div class="tool-field">
            <label for={field}>{words.words}: {words[selected.kind]}</label>
            <input id={field} maxLength={20} value={selected.words ?? ''} onInput={e => put(withWords(value, selected.id, e.currentTarget.value))} />
          </div>
          <div class="tool-row">
            {(['overhead', 'cable'] as const).map(kind => (
              <button key={kind} type="button" class="tool-button" aria-pressed={joining === kind} disabled={value.symbols.length < 2} onClick={() => setJoining(joining === kind ? undefined : kind)}>{words[kind]}</button>
            ))}
            <button type="button" class="tool-button" onClick={() => { put(withoutSymbol(value, selected.id)); setChosen(undefined); }}><Icon name="trash-2" />{words.remove}</button>
          </div>
        </>
      )}
      <div class="tool-row">
        <button type="button" class="tool-button" aria-pressed={drawing} onClick={() => { setDrawing(!drawing); setChosen(undefined); setJoining(undefined); }}><Icon name="pencil" />{words.draw}</button>
        <button type="button" class="tool-button" disabled={past.length === 0} onClick={undo}><Icon name="undo-2" />{words.undo}</button>
      </div>
      <p class="tool-help">{words.help}</p>
    </section>
  );
}
