import type { Ask, Words } from './ask';
import { ChoiceField } from './ChoiceField';
import type { LineInput } from './model';
import { NumberField } from './NumberField';

const choicesOf = (words: Words, ids: readonly (keyof Words)[]) => ids.map(id => ({ id, label: words[id] }));

/** The line to the customer. */
export function LineForm({ ask, line, onChange }: { ask: Ask; line: LineInput; onChange: (line: LineInput) => void }) {
  const { words, wrong } = ask;
  const number = (field: 'lengthM' | 'ambientC' | 'circuits' | 'measuredV' | 'sectionMm2', unit?: string) => (
    <NumberField label={words[field]} unit={unit} value={line[field]} error={wrong(`line.${field}`)} notNumber={words.notNumber} onChange={value => onChange({ ...line, [field]: value })} />
  );
  return (
    <>
      <div class="tool-pair">{number('lengthM', 'm')}{number('ambientC', '°C')}</div>
      <div class="tool-pair">
        <ChoiceField label={words.material} value={line.material} choices={choicesOf(words, ['copper', 'aluminium'])} onChange={material => onChange({ ...line, material })} />
        <ChoiceField label={words.insulation} value={line.insulation} choices={choicesOf(words, ['pvc', 'xlpe'])} onChange={insulation => onChange({ ...line, insulation })} />
      </div>
      <ChoiceField label={words.laying} value={line.laying} choices={choicesOf(words, ['B1', 'C', 'D1'])} onChange={laying => onChange({ ...line, laying })} />
      <ChoiceField label={words.use} value={line.use ?? ''} choices={[{ id: '', label: words.useNone }, ...choicesOf(words, ['home', 'overhead-drop'])]} onChange={use => onChange({ ...line, use: use || undefined })} />
      <div class="tool-pair">
        {number('circuits')}
        <ChoiceField label={words.areaClass} value={line.area ?? ''} choices={[{ id: '', label: words.areaNone }, ...['A+', 'A', 'B', 'C', 'D'].map(id => ({ id, label: id }))]} onChange={area => onChange({ ...line, area: area || undefined })} />
      </div>
      {number('measuredV', 'V')}
      {number('sectionMm2', 'mm²')}
    </>
  );
}
