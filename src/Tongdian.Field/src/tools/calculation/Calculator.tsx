import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Icon } from '../Icon';
import type { Language } from '../language';
import { Note } from '../Note';
import type { Choice } from '../types';
import { adopt, type Adopted } from './adopt';
import { AdoptList, type AdoptField } from './AdoptList';
import { askWith, errorIn } from './ask';
import { FeederForm, SupplyForm, TransformerForm } from './GridForms';
import { LineForm } from './LineForm';
import { LoadForm } from './LoadForm';
import type { Calculate, CalculationAnswer, FeederInput, LineInput, SurveyInput, TransformerInput } from './model';
import { ResultView } from './ResultView';
import { useAnswer } from './useAnswer';

export interface CalculatorProps {
  language: Language;
  label: string;
  /** With sensible first values: limit of the region, capacity asked for, track. */
  input: SurveyInput;
  /** Kinds of appliances, as in the table `demand`. */
  kinds: readonly Choice[];
  /** Fields of the form that results may go into. */
  fields: readonly AdoptField[];
  calculate: Calculate;
  onChange: (input: SurveyInput) => void;
  onAnswer: (answer: CalculationAnswer) => void;
  onAdopt: (values: Adopted[]) => void;
}

const firstLine = { material: 'copper', insulation: 'pvc', laying: 'C', ambientC: 35, circuits: 1 } as LineInput;

/** The calculation of a survey: what is known, what follows, and why. */
export function Calculator({ language, label, input, kinds, fields, calculate, onChange, onAnswer, onAdopt }: CalculatorProps) {
  const [asked, setAsked] = useState(false);
  const { answer, state, ask: calculateNow } = useAnswer(input, calculate, onAnswer);
  const errors = answer && !answer.ok ? answer.errors : [];
  const ask = askWith(language, errors);
  const { words } = ask;
  const heading = useId();
  const change = (part: Partial<SurveyInput>) => onChange({ ...input, ...part });
  return (
    <section class="tool" aria-labelledby={heading}>
      <h3 id={heading}>{label}</h3>
      <LoadForm {...{ ask, kinds }} load={input.load ?? {}} onChange={load => change({ load })} />
      <SupplyForm {...{ ask }} supply={input.supply ?? {}} onChange={supply => change({ supply })} />
      <Optional legend={words.line} label={words.withLine} on={input.line !== undefined} onToggle={on => change({ line: on ? firstLine : undefined })}>
        <LineForm {...{ ask }} line={input.line ?? firstLine} onChange={line => change({ line })} />
      </Optional>
      <Optional legend={words.transformer} label={words.withTransformer} on={input.transformer !== undefined} onToggle={on => change({ transformer: on ? {} as TransformerInput : undefined })}>
        <TransformerForm {...{ ask }} transformer={input.transformer ?? {} as TransformerInput} onChange={transformer => change({ transformer })} />
      </Optional>
      <Optional legend={words.feeder} label={words.withFeeder} on={input.feeder !== undefined} onToggle={on => change({ feeder: on ? { kv: 10 } as FeederInput : undefined })}>
        <FeederForm {...{ ask }} feeder={input.feeder ?? {} as FeederInput} onChange={feeder => change({ feeder })} />
      </Optional>
      <button type="button" class="tool-button tool-main" disabled={state === 'working'} onClick={() => { setAsked(true); calculateNow(); }}><Icon name="calculator" />{words.calculate}</button>
      {state === 'working' && <Note weight="note">{words.working}</Note>}
      {state === 'failed' && <Note weight="stop">{words.failed}</Note>}
      {asked && errors.length > 0 && <Note weight="stop">{words.errors} {errors.map(e => errorIn(words, e)).filter((e, i, all) => all.indexOf(e) === i).join(language === 'en' ? '; ' : '；')}</Note>}
      {answer?.ok && <ResultView {...{ ask }} result={answer.result} />}
      {answer?.ok && <AdoptList {...{ ask, fields, onAdopt }} adopted={adopt(input, answer.result, language)} />}
    </section>
  );
}

function Optional({ legend, label, on, onToggle, children }: { legend: string; label: string; on: boolean; onToggle: (on: boolean) => void; children: ComponentChildren }) {
  return (
    <fieldset class="tool-part">
      <legend>{legend}</legend>
      <label class="tool-check"><input type="checkbox" checked={on} onChange={e => onToggle(e.currentTarget.checked)} /><span>{label}</span></label>
      {on && children}
    </fieldset>
  );
}
