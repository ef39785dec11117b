import { useState } from 'preact/hooks';
import { conflictOf, differingFields, differingKinds, resolve, type Side } from '../../core/outbox/conflict';
import { useSession } from '../../shell/context';
import { useRoute } from '../../shell/route';
import { useWords } from '../../words/words';
import { plainValue } from '../form/plainValue';
import { Frame } from '../Frame';

/** Both sides beside each other; nothing is chosen for the person. */
export function ConflictPage({ visit: key }: { visit: string }) {
  const { desk, beat } = useSession();
  const words = useWords();
  const { back } = useRoute();
  const [fields, setFields] = useState<Record<string, Side>>({});
  const [kinds, setKinds] = useState<Record<string, Side>>({});
  const kept = conflictOf(desk, key);
  const draft = desk.drafts.get(key);
  const visit = desk.visits.get(key)?.visit;
  if (!kept || !draft || !visit)
    return (
      <Frame title={words.conflict.title}>
        <div class="card empty">
          <button type="button" class="main" onClick={back}>
            {words.back}
          </button>
        </div>
      </Frame>
    );
  const fieldDifferences = differingFields(draft, kept);
  const kindDifferences = differingKinds(draft, kept);
  const left = fieldDifferences.filter((d) => !fields[d.id]).length + kindDifferences.filter((d) => !kinds[d.kind]).length;
  const shown = (id: string, value: unknown): string => {
    const field = visit.fields.find((k) => k.field.id === id)?.field;
    return value === undefined || value === null ? words.conflict.empty : field ? plainValue(field, value, words) : JSON.stringify(value);
  };
  const done = async (): Promise<void> => {
    await resolve(desk, key, Date.now(), fields, kinds);
    beat.poke(true);
    back();
  };
  return (
    <Frame title={words.conflict.title}>
      <p>{words.conflict.why(kept.theirs?.by ?? '', kept.theirs ? words.moment(new Date(kept.theirs.at)) : '')}</p>
      {fieldDifferences.map(({ id, mine, theirs }) => (
        <Choice
          key={id}
          label={visit.fields.find((k) => k.field.id === id)?.field.label ?? id}
          chosen={fields[id]}
          onChoose={(side) => setFields({ ...fields, [id]: side })}
          sides={[
            ['mine', shown(id, mine)],
            ['theirs', shown(id, theirs)],
          ]}
        />
      ))}
      {kindDifferences.map(({ kind, mine, theirs }) => (
        <Choice
          key={kind}
          label={visit.files.find((f) => f.kind === kind)?.label ?? kind}
          chosen={kinds[kind]}
          onChoose={(side) => setKinds({ ...kinds, [kind]: side })}
          sides={[
            ['mine', words.conflict.files(mine.length)],
            ['theirs', words.conflict.files(theirs.length)],
            ['both', words.conflict.files(new Set([...mine, ...theirs]).size)],
          ]}
        />
      ))}
      <button type="button" class="main wide" disabled={left > 0} onClick={() => void done()}>
        {left > 0 ? words.conflict.left(left) : words.conflict.done}
      </button>
    </Frame>
  );
}

function Choice({ label, sides, chosen, onChoose }: { label: string; sides: [Side, string][]; chosen?: Side; onChoose: (side: Side) => void }) {
  const words = useWords().conflict;
  return (
    <fieldset class="card both">
      <legend>{label}</legend>
      <div class="both-sides">
        {sides.map(([side, text]) => (
          <label class="choice" key={side}>
            <input type="radio" name={label} checked={chosen === side} onChange={() => onChoose(side)} />
            <span>
              <small>{words[side]}</small>
              {text}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
