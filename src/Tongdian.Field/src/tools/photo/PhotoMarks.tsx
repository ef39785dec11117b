import { useId, useState } from 'preact/hooks';
import { Icon, type IconName } from '../Icon';
import { wordsIn, type Language } from '../language';
import { Sheet } from '../Sheet';
import { PictureSurface } from '../surface/PictureSurface';
import { distance } from '../surface/viewport';
import type { Point } from '../types';
import { MarksDrawing } from './MarksDrawing';
import type { Mark, Photo } from './photo';
import { photoWords } from './words';

type Tool = Mark['kind'];

const tools: readonly [Tool, IconName][] = [['arrow', 'move-up-right'], ['circle', 'circle'], ['text', 'type']];

export interface PhotoMarksProps { language: Language; photo: Photo; picture: Blob; onChange: (marks: Mark[]) => void; onClose: () => void }

/** Arrows, circles and words over a photo. Every change goes out at once. */
export function PhotoMarks({ language, photo, picture, onChange, onClose }: PhotoMarksProps) {
  const words = wordsIn(photoWords, language);
  const marks = photo.marks ?? [];
  const [tool, setTool] = useState<Tool>('arrow');
  const [drawn, setDrawn] = useState<{ kind: 'arrow' | 'circle'; from: Point; to: Point; reach: number }>();
  const [place, setPlace] = useState<Point>();
  const add = (mark: Mark) => onChange([...marks, mark]);
  const end = (to: Point) => {
    if (drawn && distance(drawn.from, to) > drawn.reach / 2) add({ kind: drawn.kind, from: drawn.from, to });
    setDrawn(undefined);
  };
  return (
    <Sheet title={words.marking} close={words.done} icon="check" onClose={onClose}>
      <div class="tool-row" role="group" aria-label={words.marking}>
        {tools.map(([kind, icon]) => (
          <button key={kind} type="button" class="tool-button" aria-pressed={tool === kind} onClick={() => { setTool(kind); setPlace(undefined); }}><Icon name={icon} />{words[kind]}</button>
        ))}
        <button type="button" class="tool-button" disabled={marks.length === 0} onClick={() => onChange(marks.slice(0, -1))}><Icon name="undo-2" />{words.undo}</button>
      </div>
      <PictureSurface
        {...{ language, picture }} label={words.marking} size={photo}
        onStart={(at, reach) => {
          if (tool === 'text') setPlace(at);
          else setDrawn({ kind: tool, from: at, to: at, reach });
          return tool !== 'text';
        }}
        onMove={to => setDrawn(d => d && { ...d, to })}
        onEnd={end}
        onCancel={() => setDrawn(undefined)}
      >
        {unit => (
          <>
            <MarksDrawing marks={drawn ? [...marks, drawn] : marks} unit={unit} />
            {place && <circle cx={place.x} cy={place.y} r={6 * unit} fill="#b3261e" stroke="#fff" stroke-width={2 * unit} />}
          </>
        )}
      </PictureSurface>
      {tool === 'text' && place
        ? <WordsHere {...{ language }} onAdd={text => { add({ kind: 'text', at: place, words: text }); setPlace(undefined); }} />
        : <p class="tool-help">{tool === 'text' ? words.tapForText : words.markHelp}</p>}
    </Sheet>
  );
}

function WordsHere({ language, onAdd }: { language: Language; onAdd: (text: string) => void }) {
  const words = wordsIn(photoWords, language);
  const [text, setText] = useState('');
  const field = useId();
  return (
    <form class="tool-line" onSubmit={e => { e.preventDefault(); if (text.trim()) onAdd(text.trim()); }}>
      <label for={field} class="unseen">{words.writeHere}</label>
      <input id={field} value={text} maxLength={40} placeholder={words.writeHere} autoFocus onInput={e => setText(e.currentTarget.value)} />
      <button type="submit" class="tool-button"><Icon name="plus" />{words.add}</button>
    </form>
  );
}
