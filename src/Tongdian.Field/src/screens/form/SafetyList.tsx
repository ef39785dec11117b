import type { Pad } from '../../core/work/pad';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';

/** What is made sure of before anything else, one by one; what was ticked, and when, goes with the entry. */
export function SafetyList({ pad, items, readOnly }: { pad: Pad; items: string[]; readOnly: boolean }) {
  const all = useWords();
  const ticked = pad.draft.sheet?.safety ?? [];
  const open = items.some((what) => !ticked.some((s) => s.what === what));
  const tick = (what: string, on: boolean): void =>
    pad.edit((d) => {
      const others = (d.sheet?.safety ?? []).filter((s) => s.what !== what);
      return { ...d, sheet: { ...d.sheet, safety: on ? [...others, { what, at: new Date().toISOString() }] : others } };
    });
  return (
    <section class={`assured${open && !readOnly ? ' safety' : ''}`}>
      <h2>
        <Icon name="shield-check" />
        {all.notice.assured}
      </h2>
      {open && !readOnly && <p>{all.notice.assuredWhy}</p>}
      {items.map((what) => (
        <label class="choice" key={what}>
          <input
            type="checkbox"
            disabled={readOnly}
            checked={ticked.some((s) => s.what === what)}
            onChange={(e) => tick(what, e.currentTarget.checked)}
          />
          {what}
        </label>
      ))}
    </section>
  );
}
