import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Fault } from '../../core/form/check';
import type { FieldView, Guid } from '../../model';
import { useWords } from '../../words/words';
import type { FieldChange } from './FormField';
import { Labelled } from './Labelled';

type Judged = Record<string, { result?: 'pass' | 'fail' | 'not-applicable'; remark?: string; photos?: Guid[] }>;

/** Item by item: passed, failed with what must be done, or not applicable. */
export function Checklist({
  field,
  value = {},
  required,
  faults,
  photosAt,
  onChange,
}: {
  field: FieldView;
  value?: Judged;
  required: boolean;
  faults: Fault[];
  photosAt?: (item: string) => ComponentChildren;
  onChange: FieldChange;
}) {
  const words = useWords();
  const name = useId();
  const items = field.options ?? [];
  const judged = items.filter((o) => value[o.id]?.result).length;
  const defects = items.filter((o) => value[o.id]?.result === 'fail').length;
  const set = (id: string, change: Judged[string]): void => onChange({ ...value, [id]: { ...value[id], ...change } }, 'typed');
  return (
    <Labelled {...{ field, required }}>
      <p class="quiet">
        {words.form.judged(judged, items.length)}
        {defects > 0 && <span class="wrong"> · {words.form.defects(defects)}</span>}
      </p>
      <ol class="checklist">
        {items.map((item) => {
          const at = value[item.id];
          const fault = faults.find((f) => f.at === `${field.id}.${item.id}`);
          return (
            <li key={item.id} id={`field-${field.id}.${item.id}`}>
              <fieldset class="segments">
                <legend>{item.label}</legend>
                <div class="segments-row">
                  {(['pass', 'fail', 'not-applicable'] as const).map((result) => (
                    <label key={result} class={`judge-${result}`}>
                      <input type="radio" name={name + item.id} checked={at?.result === result} onChange={() => set(item.id, { result })} />
                      <span>{words.form[result]}</span>
                    </label>
                  ))}
                </div>
              </fieldset>
              {at?.result === 'fail' && (
                <label class="remark">
                  {words.form.remark}
                  <textarea rows={2} maxLength={1000} value={at.remark ?? ''} onInput={(e) => set(item.id, { remark: e.currentTarget.value })} />
                </label>
              )}
              {(at?.result === 'fail' || !!at?.photos?.length) && photosAt?.(item.id)}
              {fault && (
                <p class="wrong" role="alert">
                  {words.fault(fault)}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </Labelled>
  );
}
