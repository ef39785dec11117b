import { Icon } from '../Icon';
import { filled } from '../language';
import type { Choice } from '../types';
import type { Ask } from './ask';
import { ChoiceField } from './ChoiceField';
import type { Appliance, HomesInput, LoadInput } from './model';
import { NumberField } from './NumberField';

export interface LoadFormProps { ask: Ask; load: LoadInput; kinds: readonly Choice[]; onChange: (load: LoadInput) => void }

/** What is to be supplied: a list, homes, a capacity. */
export function LoadForm({ ask, load, kinds, onChange }: LoadFormProps) {
  const { words, wrong } = ask;
  const rows = load.appliances ?? [];
  const put = (appliances: Appliance[]) => onChange({ ...load, appliances });
  const homes = (change: Partial<HomesInput>) => {
    const next = { ...load.homes, ...change } as HomesInput;
    onChange({ ...load, homes: next.count === undefined && next.areaM2 === undefined && next.kwEach === undefined ? undefined : next });
  };
  return (
    <fieldset class="tool-part">
      <legend>{words.load}</legend>
      <div class="tool-pair">
        <NumberField label={words.askedKw} unit="kW" value={load.askedKw} error={wrong('load.askedKw')} notNumber={words.notNumber} onChange={askedKw => onChange({ ...load, askedKw })} />
        <NumberField label={words.askedKva} unit="kVA" value={load.askedKva} error={wrong('load.askedKva')} notNumber={words.notNumber} onChange={askedKva => onChange({ ...load, askedKva })} />
      </div>
      <h4>{words.appliances}</h4>
      {rows.map((row, index) => (
        <ApplianceRow
          key={index} {...{ ask, row, index, kinds }}
          onChange={change => put(rows.map((r, i) => (i === index ? { ...r, ...change } : r)))}
          onCopy={() => put([...rows.slice(0, index + 1), { ...row }, ...rows.slice(index + 1)])}
          onRemove={() => put(rows.filter((_, i) => i !== index))}
        />
      ))}
      <button type="button" class="tool-button" onClick={() => put([...rows, { kind: kinds[0]?.id ?? 'other', count: 1, phases: 1 } as Appliance])}><Icon name="plus" />{words.add}</button>
      <details class="tool-more" open={load.homes !== undefined}>
        <summary>{words.homes}</summary>
        <div class="tool-pair">
          <NumberField label={words.homes} value={load.homes?.count} error={wrong('load.homes.count')} notNumber={words.notNumber} onChange={count => homes({ count })} />
          <NumberField label={words.area} unit="m²" value={load.homes?.areaM2} error={wrong('load.homes.areaM2')} notNumber={words.notNumber} onChange={areaM2 => homes({ areaM2 })} />
          <NumberField label={words.kwEach} unit="kW" value={load.homes?.kwEach} error={wrong('load.homes.kwEach')} notNumber={words.notNumber} onChange={kwEach => homes({ kwEach })} />
        </div>
      </details>
      <details class="tool-more">
        <summary>{words.factors}</summary>
        {(['powerFactor', 'simultaneousP', 'simultaneousQ'] as const).map(field => (
          <NumberField key={field} label={words[field]} value={load[field]} error={wrong(`load.${field}`)} notNumber={words.notNumber} onChange={value => onChange({ ...load, [field]: value })} />
        ))}
      </details>
    </fieldset>
  );
}

interface RowProps {
  ask: Ask; row: Appliance; index: number; kinds: readonly Choice[]; onChange: (change: Partial<Appliance>) => void; onCopy: () => void; onRemove: () => void;
}

function ApplianceRow({ ask: { words, wrong }, row, index, kinds, onChange, onCopy, onRemove }: RowProps) {
  const name = filled(words.appliance, { n: index + 1 });
  const path = `load.appliances[${index}]`;
  return (
    <div class="tool-item" role="group" aria-label={name}>
      <ChoiceField label={`${name} · ${words.kind}`} value={row.kind} choices={kinds} onChange={kind => onChange({ kind })} />
      <div class="tool-pair">
        <NumberField label={words.kw} unit="kW" value={row.kw} error={wrong(`${path}.kw`)} notNumber={words.notNumber} onChange={kw => onChange({ kw })} />
        <NumberField label={words.count} value={row.count} error={wrong(`${path}.count`)} notNumber={words.notNumber} onChange={count => onChange({ count })} />
      </div>
      <ChoiceField
        label={words.phasesOf} value={String(row.phases)} choices={[{ id: '1', label: words.phasesOne }, { id: '3', label: words.phasesThree }]}
        onChange={id => onChange({ phases: Number(id), ...(id === '3' && { phase: undefined }) })}
      />
      <div class="tool-row">
        <button type="button" class="tool-button" aria-label={`${words.copy}: ${name}`} onClick={onCopy}><Icon name="copy" />{words.copy}</button>
        <button type="button" class="tool-button" aria-label={`${words.remove}: ${name}`} onClick={onRemove}><Icon name="trash-2" />{words.remove}</button>
      </div>
    </div>
  );
}
