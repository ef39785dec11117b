import { useState } from 'preact/hooks';
import { Icon } from '../Icon';
import { filled } from '../language';
import { Note } from '../Note';
import { fitting, type Adopted, type FormField } from './adopt';
import type { Ask } from './ask';

export interface AdoptField extends FormField { unit?: string; options?: readonly { id: string; label: string }[] }

export interface AdoptListProps { ask: Ask; adopted: readonly Adopted[]; fields: readonly AdoptField[]; onAdopt: (values: Adopted[]) => void }

/** Results that go into the form, chosen by the person. */
export function AdoptList({ ask: { words, language }, adopted, fields, onAdopt }: AdoptListProps) {
  const [left, setLeft] = useState<readonly string[]>([]);
  const [done, setDone] = useState(0);
  const found = fitting(adopted, fields);
  const chosen = found.filter(f => f.fits && !left.includes(f.field.id));
  if (found.length === 0) return null;
  return (
    <fieldset class="tool-part">
      <legend>{words.adopt}</legend>
      <p class="tool-help">{words.adoptHelp}</p>
      {found.map(({ field, adopted: a, fits }) => (
        <label key={field.id} class="tool-check">
          <input
            type="checkbox" disabled={!fits} checked={fits && !left.includes(field.id)}
            onChange={e => { setDone(0); setLeft(e.currentTarget.checked ? left.filter(id => id !== field.id) : [...left, field.id]); }}
          />
          <span>
            {field.label}{language === 'en' ? ': ' : '：'}<strong>{shown(fields.find(f => f.id === field.id), a.value)}</strong>
            <span class="tool-help"> {fits ? words[a.origin] : words.notFitting}</span>
          </span>
        </label>
      ))}
      <button type="button" class="tool-button tool-main" disabled={chosen.length === 0} onClick={() => { onAdopt(chosen.map(c => c.adopted)); setDone(chosen.length); }}>
        <Icon name="check" />{filled(words.adoptNow, { n: chosen.length })}
      </button>
      {done > 0 && <Note weight="done">{filled(words.adopted, { n: done })}</Note>}
    </fieldset>
  );
}

function shown(field: AdoptField | undefined, value: string | number): string {
  return field?.options?.find(o => o.id === value)?.label ?? `${value}${field?.unit ? ` ${field.unit}` : ''}`;
}
