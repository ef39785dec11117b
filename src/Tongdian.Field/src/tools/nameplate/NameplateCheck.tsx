import { useEffect, useId, useState } from 'preact/hooks';
import type { Calculate, Finding, SurveyResult } from '../calculation/model';
import { Icon } from '../Icon';
import { filled, wordsIn, type Language } from '../language';
import { Note } from '../Note';
import { checkedInput, corrected, doubtful, plateFields, shownIn, type Plate, type PlateField, type PlateReading, type PlateValue } from './plate';
import { plateWords } from './words';

export interface NameplateCheckProps {
  language: Language;
  label: string;
  reading: PlateReading;
  /** What the server noticed in the picture itself. */
  noticed?: readonly Finding[];
  value: Plate;
  calculate: Calculate;
  onChange: (plate: Plate) => void;
}

// Of what the server notices this alone cannot be found here: the app does not see the bar code. It stands until the number is settled.
const codeDiffers = 'nameplate.barcode-differs';

type Words = ReturnType<typeof wordsIn<typeof plateWords>>;

/** What was read off a nameplate; the person accepts or corrects every value. */
export function NameplateCheck({ language, label, reading, noticed = [], value, calculate, onChange }: NameplateCheckProps) {
  const words = wordsIn(plateWords, language);
  const [check, setCheck] = useState<SurveyResult['nameplate']>();
  const heading = useId();
  const shown = Object.fromEntries(plateFields.map(field => [field, shownIn(reading, value, field)])) as Record<PlateField, PlateValue>;
  const input = checkedInput(Object.fromEntries(plateFields.map(f => [f, shown[f].value])) as Record<PlateField, string>);
  const text = JSON.stringify(input);
  useEffect(() => {
    setCheck(undefined);
    if (!input) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      calculate({ nameplate: input }).then(answer => { if (wanted && answer.ok) setCheck(answer.result.nameplate); }, () => setCheck(undefined));
    }, 300);
    return () => { wanted = false; clearTimeout(timer); };
  }, [text]);
  const open = plateFields.filter(f => !shown[f].accepted && shown[f].value !== '');
  return (
    <section class="tool" aria-labelledby={heading}>
      <h3 id={heading}>{label}</h3>
      {plateFields.map(field => (
        <PlateRow
          key={field} {...{ words }} name={words[field]} shown={shown[field]} confidence={reading[field]?.confidence}
          onChange={next => onChange({ ...value, [field]: corrected(reading[field], next) })}
        />
      ))}
      {check?.agrees && check.findings.length === 0 && <Note weight="done">{words.agrees}</Note>}
      {!value.number?.accepted && noticed.filter(f => f.code === codeDiffers).map(f => <Note key={f.code} weight={f.severity}>{f.text[language]}</Note>)}
      {check?.findings.map(f => <Note key={f.code} weight={f.severity}>{f.text[language]}</Note>)}
      {open.length > 0 && (
        <button type="button" class="tool-button tool-main" onClick={() => onChange({ ...value, ...Object.fromEntries(open.map(f => [f, corrected(reading[f], shown[f].value)])) })}>
          <Icon name="check" />{words.acceptAll}
        </button>
      )}
    </section>
  );
}

interface RowProps { words: Words; name: string; shown: PlateValue; confidence?: number; onChange: (text: string) => void }

function PlateRow({ words, name, shown, confidence, onChange }: RowProps) {
  const [field, about] = [useId(), useId()];
  const p = Math.round((confidence ?? 0) * 100);
  const doubt = !shown.accepted && confidence !== undefined && confidence < doubtful;
  return (
    <div class="tool-field">
      <label for={field}>{name}</label>
      <div class="tool-line">
        <input id={field} value={shown.value} maxLength={60} autocomplete="off" aria-describedby={about} onInput={e => onChange(e.currentTarget.value)} />
        {!shown.accepted && shown.value !== '' && <button type="button" class="tool-button" aria-label={`${words.accept}: ${name}`} onClick={() => onChange(shown.value)}><Icon name="check" />{words.accept}</button>}
      </div>
      <p id={about} class="tool-help">
        {shown.accepted
          ? <span class="tool-state"><Icon name="circle-check" />{shown.origin === 'read' ? words.accepted : words.typed}</span>
          : confidence === undefined ? words.notRead
            : doubt ? <span class="tool-unverified"><Icon name="triangle-alert" />{filled(words.unsure, { p })}</span> : filled(words.sure, { p })}
      </p>
    </div>
  );
}
