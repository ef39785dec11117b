import type { ComponentChildren } from 'preact';
import type { FieldView, Origin } from '../../model';
import { useWords } from '../../words/words';

/** A label with what belongs to it: whether it must be, what helps, and how its value came to be. */
export function Labelled({
  field,
  required,
  origin,
  id,
  children,
}: {
  field: FieldView;
  required: boolean;
  origin?: Origin;
  id?: string;
  children: ComponentChildren;
}) {
  const words = useWords();
  return (
    <>
      <div class="label">
        <label for={id}>
          {field.label}
          {field.unit && <small> ({field.unit})</small>}
        </label>
        <span class="tags">
          {origin && origin !== 'typed' && <span class="tag">{words.form.from[origin]}</span>}
          {!required && <span class="quiet">{words.form.optional}</span>}
        </span>
      </div>
      {field.help && <p class="quiet help">{field.help}</p>}
      {children}
    </>
  );
}
