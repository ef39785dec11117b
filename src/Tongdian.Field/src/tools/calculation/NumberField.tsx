import { useEffect, useId, useState } from 'preact/hooks';
import { numberFrom } from '../number';

export interface NumberFieldProps {
  label: string;
  unit?: string;
  value: number | undefined;
  /** What is wrong with it, in words. */
  error?: string;
  notNumber: string;
  onChange: (value: number | undefined) => void;
}

/** A number typed with a numeric keyboard; a comma or a full-width digit is understood. */
export function NumberField({ label, unit, value, error, notNumber, onChange }: NumberFieldProps) {
  const [text, setText] = useState(() => written(value));
  const [field, about] = [useId(), useId()];
  const read = numberFrom(text);
  // A value from outside replaces what is typed unless it says the same: `1.` must not become `1` while typing.
  useEffect(() => { if (read !== value && !(read === null && value === undefined)) setText(written(value)); }, [value]);
  const wrong = read === null ? notNumber : error;
  return (
    <div class="tool-field">
      <label for={field}>{label}{unit && <span class="tool-unit"> {unit}</span>}</label>
      <input
        id={field} inputMode="decimal" autocomplete="off" value={text} aria-invalid={wrong !== undefined} aria-describedby={wrong ? about : undefined}
        onInput={e => { setText(e.currentTarget.value); onChange(numberFrom(e.currentTarget.value) ?? undefined); }}
      />
      {wrong && <p id={about} class="tool-wrong">{wrong}</p>}
    </div>
  );
}

function written(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
