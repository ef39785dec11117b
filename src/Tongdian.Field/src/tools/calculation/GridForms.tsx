import type { Ask } from './ask';
import { ChoiceField } from './ChoiceField';
import type { FeederInput, SupplyInput, TransformerInput } from './model';
import { NumberField } from './NumberField';

/** What is decided about the supply. */
export function SupplyForm({ ask: { words }, supply, onChange }: { ask: Ask; supply: SupplyInput; onChange: (supply: SupplyInput) => void }) {
  const follows = { id: '', label: words.follows };
  return (
    <fieldset class="tool-part">
      <legend>{words.supply}</legend>
      <div class="tool-pair">
        <ChoiceField label={words.voltage} value={supply.voltage ?? ''} choices={[follows, { id: 'low', label: words.low }, { id: 'high', label: words.high }]} onChange={voltage => onChange({ ...supply, voltage: voltage || undefined })} />
        <ChoiceField label={words.phasesOf} value={String(supply.phases ?? '')} choices={[follows, { id: '1', label: words.phasesOne }, { id: '3', label: words.phasesThree }]} onChange={id => onChange({ ...supply, phases: id ? Number(id) : undefined })} />
      </div>
      <ChoiceField label={words.importance} value={supply.importance ?? ''} choices={[{ id: '', label: words.ordinary }, { id: 'first', label: words.first }, { id: 'second', label: words.second }]} onChange={importance => onChange({ ...supply, importance: importance || undefined })} />
    </fieldset>
  );
}

/** The transformer that would supply. */
export function TransformerForm({ ask: { words, wrong }, transformer, onChange }: { ask: Ask; transformer: TransformerInput; onChange: (transformer: TransformerInput) => void }) {
  return (
    <div class="tool-pair">
      <NumberField label={words.ratedKva} unit="kVA" value={transformer.ratedKva} error={wrong('transformer.ratedKva')} notNumber={words.notNumber} onChange={ratedKva => onChange({ ...transformer, ratedKva: ratedKva! })} />
      <NumberField label={words.greatestKw} unit="kW" value={transformer.greatestKw} error={wrong('transformer.greatestKw') ?? wrong('transformer.greatestKva')} notNumber={words.notNumber} onChange={greatestKw => onChange({ ...transformer, greatestKw })} />
      <NumberField label={words.committedKva} unit="kVA" value={transformer.committedKva} error={wrong('transformer.committedKva')} notNumber={words.notNumber} onChange={committedKva => onChange({ ...transformer, committedKva })} />
    </div>
  );
}

/** The feeder that would supply. */
export function FeederForm({ ask: { words, wrong }, feeder, onChange }: { ask: Ask; feeder: FeederInput; onChange: (feeder: FeederInput) => void }) {
  const number = (field: keyof FeederInput, unit: string) => (
    <NumberField label={words[field]} unit={unit} value={feeder[field]} error={wrong(`feeder.${field}`)} notNumber={words.notNumber} onChange={value => onChange({ ...feeder, [field]: value })} />
  );
  return <div class="tool-pair">{number('kv', 'kV')}{number('limitA', 'A')}{number('greatestA', 'A')}{number('committedKva', 'kVA')}</div>;
}
