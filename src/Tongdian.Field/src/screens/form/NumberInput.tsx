import { useEffect, useState } from 'preact/hooks';
import type { FieldView } from '../../model';
import { numberFrom } from '../../tools/number';

interface Props {
  id: string;
  field: FieldView;
  value: unknown;
  'aria-invalid'?: boolean;
  'aria-required': boolean;
  onChange: (value: unknown) => void;
}

/** Keeps what is typed as it is typed; the form hears of it when it is a number, and of the text while it is none. */
export function NumberInput({ field, value, onChange, ...rest }: Props) {
  const [text, setText] = useState(asText(value));
  useEffect(() => {
    if (asText(read(text)) !== asText(value)) setText(asText(value));
  }, [value]);
  return (
    <input
      {...rest}
      type="text"
      inputMode={field.type === 'integer' && (field.min ?? 0) >= 0 ? 'numeric' : 'decimal'}
      autocomplete="off"
      value={text}
      onInput={(e) => {
        setText(e.currentTarget.value);
        onChange(read(e.currentTarget.value));
      }}
    />
  );
}

const asText = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

function read(text: string): unknown {
  const number = numberFrom(text);
  return number === null ? text : number;
}
