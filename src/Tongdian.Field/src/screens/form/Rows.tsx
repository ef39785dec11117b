import { useState } from 'preact/hooks';
import type { Fault } from '../../core/form/check';
import type { FieldView } from '../../model';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { FormField, type FieldChange } from './FormField';
import { Labelled } from './Labelled';

type Row = Record<string, unknown>;

/** A list of like things, a card for each. */
export function Rows({
  field,
  value = [],
  required,
  faults,
  onChange,
}: {
  field: FieldView;
  value?: Row[];
  required: boolean;
  faults: Fault[];
  onChange: FieldChange;
}) {
  const words = useWords();
  const [removing, setRemoving] = useState<number>();
  const put = (rows: Row[]): void => onChange(rows.length > 0 ? rows : undefined, 'typed');
  const remove = (i: number): void => {
    setRemoving(undefined);
    put(value.filter((_, other) => other !== i));
  };
  return (
    <Labelled {...{ field, required }}>
      {value.map((row, i) => (
        <div class="card row-card" key={i}>
          <div class="line">
            <b>{words.form.row(i + 1)}</b>
            {removing === i ? (
              <button type="button" class="danger" onClick={() => remove(i)}>
                {words.form.removeSure}
              </button>
            ) : (
              <button type="button" class="plain" onClick={() => (Object.keys(row).length === 0 ? remove(i) : setRemoving(i))}>
                <Icon name="trash-2" />
                {words.form.remove}
              </button>
            )}
          </div>
          {(field.columns ?? []).map((column) => (
            <FormField
              key={column.id}
              field={column}
              value={row[column.id]}
              required={column.required}
              faults={faults.filter((f) => f.at === `${field.id}[${i}].${column.id}`)}
              answered={[]}
              readOnly={false}
              readings={[]}
              onChange={(cell) => put(value.map((r, other) => (other === i ? { ...r, [column.id]: cell } : r)))}
            />
          ))}
        </div>
      ))}
      {faults
        .filter((f) => f.at === field.id)
        .map((f) => (
          <p class="wrong" key={f.code} role="alert">
            {words.fault(f)}
          </p>
        ))}
      <button type="button" onClick={() => put([...value, {}])}>
        <Icon name="plus" />
        {words.form.add}
      </button>
    </Labelled>
  );
}
