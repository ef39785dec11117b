import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Calculate, MeasureInput, SurveyResult } from '../calculation/model';
import { ChoiceField } from '../calculation/ChoiceField';
import { NumberField } from '../calculation/NumberField';
import { Icon } from '../Icon';
import { filled, numberIn, wordsIn, type Language } from '../language';
import { Note } from '../Note';
import { PictureSurface } from '../surface/PictureSurface';
import type { Size } from '../surface/viewport';
import type { Choice } from '../types';
import { endAt, endNames, measureOf, type EndName, type Ends, type Known } from './ends';
import { EndsDrawing } from './EndsDrawing';
import { measureWords } from './words';

type Scale = NonNullable<SurveyResult['photo']>;

export interface PhotoMeasureProps {
  language: Language;
  label: string;
  picture: Blob;
  size: Size;
  /** Things of the table `knownThings`. */
  things: readonly Choice[];
  value?: MeasureInput;
  calculate: Calculate;
  onChange: (input: MeasureInput, scale: Scale) => void;
}

/** A length on a photo, beside something of known size. */
export function PhotoMeasure({ language, label, picture, size, things, value, calculate, onChange }: PhotoMeasureProps) {
  const words = wordsIn(measureWords, language);
  const [ends, setEnds] = useState<Ends>(value ?? {});
  const [known, setKnown] = useState<Known>(value ? { ...value } : { thing: things[0]?.id });
  const [dragged, setDragged] = useState<EndName | null>(null);
  const [answer, setAnswer] = useState<Scale | 'failed'>();
  const finger = useRef(2);
  const before = useRef(ends);
  const heading = useId();
  const input = measureOf(ends, known, finger.current);
  const text = JSON.stringify(input);
  useEffect(() => {
    if (!input || dragged) return undefined;
    let wanted = true;
    calculate({ photo: input })
      .then(found => {
        if (!wanted) return;
        const scale = found.ok ? found.result.photo : null;
        setAnswer(scale ?? 'failed');
        if (scale) onChange(input, scale);
      })
      .catch(() => { if (wanted) setAnswer('failed'); });
    return () => { wanted = false; };
  }, [text, dragged]);
  const next = endNames.find(name => !ends[name]);
  return (
    <section class="tool" aria-labelledby={heading}>
      <h3 id={heading}>{label}</h3>
      <ChoiceField label={words.known} value={known.thing ?? ''} choices={[...things, { id: '', label: words.own }]} onChange={id => setKnown(id ? { thing: id } : { knownM: 1 })} />
      {!known.thing && <NumberField label={words.ownM} unit="m" value={known.knownM} notNumber={words.notNumber} onChange={knownM => setKnown({ knownM })} />}
      <p role="status"><strong>{next ? words[next] : words.all}</strong></p>
      <PictureSurface
        {...{ language, picture, size }} label={words.surface}
        onStart={(at, reach) => {
          const name = endAt(ends, at, reach);
          // A finger of 28 screen pixels points to about two of them.
          finger.current = Math.max(1, reach / 14);
          before.current = ends;
          setDragged(name);
          if (name) setEnds({ ...ends, [name]: at });
          return name !== null;
        }}
        onMove={at => { if (dragged) setEnds(e => ({ ...e, [dragged]: at })); }}
        onEnd={at => { if (dragged) setEnds(e => ({ ...e, [dragged]: at })); setDragged(null); }}
        onCancel={() => { setEnds(before.current); setDragged(null); }}
      >
        {unit => <EndsDrawing {...{ ends, unit }} known={words.knownLabel} measured={input && answer && answer !== 'failed' ? `${numberIn(language, answer.metres, 2)} m` : ''} />}
      </PictureSurface>
      {input && answer && answer !== 'failed' && (
        <>
          <p class="tool-value"><strong>{filled(words.result, { m: numberIn(language, answer.metres, 3), u: numberIn(language, answer.plusMinus, 3) })}</strong></p>
          {answer.findings.map(f => <Note key={f.code} weight={f.severity}>{f.text[language]}</Note>)}
        </>
      )}
      {input && answer === 'failed' && <Note weight="stop">{words.failed}</Note>}
      {endNames.some(name => ends[name]) && <div class="tool-row"><button type="button" class="tool-button" onClick={() => { setEnds({}); setAnswer(undefined); }}><Icon name="rotate-ccw" />{words.again}</button></div>}
    </section>
  );
}
