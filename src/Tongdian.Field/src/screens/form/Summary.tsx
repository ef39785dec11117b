import { useEffect, useRef } from 'preact/hooks';
import type { Fault } from '../../core/form/check';
import type { Visit } from '../../model';
import { useWords } from '../../words/words';

/** What is missing, each one touch away. */
export function Summary({ faults, visit }: { faults: Fault[]; visit: Visit }) {
  const words = useWords();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const labelOf = (at: string): string => {
    if (at.startsWith('files.')) return visit.files.find((f) => `files.${f.kind}` === at)?.label ?? at;
    if (at.startsWith('signatures.')) return visit.signatures.find((s) => `signatures.${s.role}` === at)?.label ?? at;
    const field = visit.fields.find(({ field: f }) => at === f.id || at.startsWith(`${f.id}.`) || at.startsWith(`${f.id}[`))?.field;
    const rest = field && at.slice(field.id.length + 1);
    return field ? [field.label, rest && field.options?.find((o) => o.id === rest)?.label].filter(Boolean).join(' · ') : at;
  };
  const goTo = (at: string): void => {
    const target = document.getElementById(`field-${at}`) ?? document.getElementById(`field-${at.replace(/[.[].*$/, '')}`);
    target?.scrollIntoView({ block: 'center' });
    target?.querySelector<HTMLElement>('input, select, textarea, button')?.focus({ preventScroll: true });
  };
  return (
    <section class="card faults" ref={box} tabIndex={-1}>
      <h2>{words.form.faults(faults.length)}</h2>
      <p class="quiet">{words.form.faultsWhy}</p>
      <ul class="list">
        {faults.map((fault) => (
          <li key={fault.at + fault.code}>
            <button type="button" class="row" onClick={() => goTo(fault.at)}>
              <span>
                {labelOf(fault.at)}
                <small>{words.fault(fault)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
