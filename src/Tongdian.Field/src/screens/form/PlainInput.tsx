import { useId } from 'preact/hooks';
import type { FieldView, Origin } from '../../model';
import { useWords } from '../../words/words';
import type { FieldChange } from './FormField';
import { Labelled } from './Labelled';
import { NumberInput } from './NumberInput';

interface Props {
  field: FieldView;
  value: unknown;
  origin?: Origin;
  required: boolean;
  wrong: boolean;
  onChange: FieldChange;
}

/** Fields with one input. */
export function PlainInput(props: Props) {
  const { field, value, origin, required, wrong, onChange } = props;
  const words = useWords();
  const id = useId();
  const typed = (next: unknown): void => onChange(next === '' ? undefined : next, 'typed');
  const common = { id, 'aria-invalid': wrong || undefined, 'aria-required': required };
  switch (field.type) {
    case 'long-text':
      return (
        <Labelled {...{ field, required, origin, id }}>
          <textarea
            {...common}
            rows={3}
            maxLength={field.max ?? 4000}
            value={(value as string) ?? ''}
            onInput={(e) => typed(e.currentTarget.value)}
          />
        </Labelled>
      );
    case 'number':
    case 'integer':
    case 'money':
      return (
        <Labelled {...{ field, required, origin, id }}>
          <NumberInput {...common} field={field} value={value} onChange={(n) => onChange(n, 'typed')} />
        </Labelled>
      );
    case 'boolean':
      return (
        <fieldset class="segments" aria-required={required}>
          <legend class="unseen">{field.label}</legend>
          <Labelled {...{ field, required, origin }}>
            <div class="segments-row">
              {[true, false].map((answer) => (
                <label key={String(answer)}>
                  <input type="radio" name={id} checked={value === answer} onChange={() => typed(answer)} />
                  <span>{answer ? words.yes : words.no}</span>
                </label>
              ))}
            </div>
          </Labelled>
        </fieldset>
      );
    case 'choice':
      return (field.options?.length ?? 0) <= 5 ? (
        <Options {...props} several={false} />
      ) : (
        <Labelled {...{ field, required, origin, id }}>
          <select {...common} value={(value as string) ?? ''} onChange={(e) => typed(e.currentTarget.value)}>
            <option value="">{words.form.choose}</option>
            {field.options!.map((o) => (
              <option key={o.id} value={o.id}>
                {o.label}
              </option>
            ))}
          </select>
        </Labelled>
      );
    case 'choices':
      return <Options {...props} several />;
    case 'date':
      return (
        <Labelled {...{ field, required, origin, id }}>
          <input {...common} type="date" value={(value as string) ?? ''} onInput={(e) => typed(e.currentTarget.value)} />
        </Labelled>
      );
    case 'instant':
      return (
        <Labelled {...{ field, required, origin, id }}>
          <div class="beside">
            <input
              {...common}
              type="datetime-local"
              value={value ? localOf(value as string) : ''}
              onInput={(e) => typed(e.currentTarget.value && withOffset(new Date(e.currentTarget.value)))}
            />
            <button type="button" onClick={() => onChange(withOffset(new Date()), 'measured')}>
              {words.form.now}
            </button>
          </div>
        </Labelled>
      );
    default:
      return (
        <Labelled {...{ field, required, origin, id }}>
          <input
            {...common}
            type="text"
            inputMode={/phone/i.test(field.id) ? 'tel' : 'text'}
            autocomplete="off"
            maxLength={field.max ?? 4000}
            value={(value as string) ?? ''}
            onInput={(e) => typed(e.currentTarget.value)}
          />
        </Labelled>
      );
  }
}

function Options({ field, value, origin, required, several, onChange }: Props & { several: boolean }) {
  const name = useId();
  const chosen = several ? ((value as string[] | undefined) ?? []) : [value as string];
  const toggle = (id: string): void => {
    if (!several) return onChange(id, 'typed');
    const next = chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id];
    onChange(next.length > 0 ? next : undefined, 'typed');
  };
  return (
    <fieldset aria-required={required}>
      <legend class="unseen">{field.label}</legend>
      <Labelled {...{ field, required, origin }}>
        {field.options!.map((o) => (
          <label class="choice" key={o.id}>
            <input type={several ? 'checkbox' : 'radio'} name={name} checked={chosen.includes(o.id)} onChange={() => toggle(o.id)} />
            {o.label}
          </label>
        ))}
      </Labelled>
    </fieldset>
  );
}

/** An instant without its offset could be meant anywhere. */
function withOffset(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const two = (n: number): string => String(Math.abs(n)).padStart(2, '0');
  return `${localOf(at.toISOString())}:00${minutes < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

function localOf(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
