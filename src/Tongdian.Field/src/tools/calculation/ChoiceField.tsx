import { useId } from 'preact/hooks';
import type { Choice } from '../types';

/** One of several, by the choice of the system. */
export function ChoiceField({ label, value, choices, onChange }: { label: string; value: string; choices: readonly Choice[]; onChange: (id: string) => void }) {
  const field = useId();
  return (
    <div class="tool-field">
      <label for={field}>{label}</label>
      <select id={field} value={value} onChange={e => onChange(e.currentTarget.value)}>
        {choices.map(c => <option key={c.id} value={c.id}>{c.label}</option>)}
      </select>
    </div>
  );
}
