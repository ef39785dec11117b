import { useState } from 'preact/hooks';
import { conflictOf, differences, resolve, type Choices, type Side } from '../../core/outbox/conflict';
import { useSession } from '../../shell/context';
import { useRoute } from '../../shell/route';
import { useWords } from '../../words/words';
import { plainValue } from '../form/plainValue';
import { Frame } from '../Frame';
import { Notice } from '../Notice';
import { useKeeping } from '../useKeeping';

/** Both sides beside each other; nothing is chosen for the person. */
export function ConflictPage({ visit: key }: { visit: string }) {
  const { desk, beat } = useSession();
  const words = useWords();
  const { back } = useRoute();
  const [choices, setChoices] = useState<Choices>({ fields: {}, files: {}, signatures: {} });
  const { busy, trouble, keep } = useKeeping();
  const kept = conflictOf(desk, key);
  const differ = differences(desk, key);
  const visit = desk.visits.get(key)?.visit;
  if (!kept || !differ || !visit)
    return (
      <Frame title={words.conflict.title}>
        <div class="card empty">
          <button type="button" class="main" onClick={back}>
            {words.back}
          </button>
        </div>
      </Frame>
    );
  const choose = (what: keyof Choices, id: string) => (side: Side) => setChoices({ ...choices, [what]: { ...choices[what], [id]: side } });
  const left =
    differ.fields.filter((d) => !choices.fields[d.id]).length +
    differ.files.filter((d) => !choices.files[d.kind]).length +
    differ.signatures.filter((d) => !choices.signatures[d.role]).length;
  const shown = (id: string, value: unknown): string => {
    const field = visit.fields.find((k) => k.field.id === id)?.field;
    return value === undefined || value === null ? words.conflict.empty : field ? plainValue(field, value, words) : JSON.stringify(value);
  };
  const done = async (): Promise<void> => {
    if (!(await keep(() => resolve(desk, key, Date.now(), choices)))) return;
    beat.poke(true);
    back();
  };
  return (
    <Frame title={words.conflict.title}>
      <p>{words.conflict.why(kept.theirs?.by ?? '', kept.theirs ? words.moment(new Date(kept.theirs.at)) : '')}</p>
      {differ.fields.map(({ id, mine, theirs }) => (
        <Choice
          key={id}
          label={visit.fields.find((k) => k.field.id === id)?.field.label ?? id}
          chosen={choices.fields[id]}
          onChoose={choose('fields', id)}
          sides={[
            ['mine', shown(id, mine)],
            ['theirs', shown(id, theirs)],
          ]}
        />
      ))}
      {differ.files.map(({ kind, mine, theirs }) => (
        <Choice
          key={kind}
          label={visit.files.find((f) => f.kind === kind)?.label ?? kind}
          chosen={choices.files[kind]}
          onChoose={choose('files', kind)}
          sides={[
            ['mine', words.conflict.files(mine.length)],
            ['theirs', words.conflict.files(theirs.length)],
            ['both', words.conflict.files(new Set([...mine, ...theirs]).size)],
          ]}
        />
      ))}
      {differ.signatures.map(({ role, mine, theirs }) => (
        <Choice
          key={role}
          label={visit.signatures.find((s) => s.role === role)?.label ?? role}
          chosen={choices.signatures[role]}
          onChoose={choose('signatures', role)}
          sides={[
            ['mine', mine ? words.conflict.signed : words.conflict.empty],
            ['theirs', theirs ? words.conflict.signed : words.conflict.empty],
          ]}
        />
      ))}
      {trouble && <Notice weight="stop" text={trouble} />}
      <button type="button" class="main wide" disabled={left > 0 || busy} onClick={() => void done()}>
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
