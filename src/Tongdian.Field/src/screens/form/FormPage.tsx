import { useState } from 'preact/hooks';
import { check, factsOf, filesWanted, formOf, isRequired, isSafe, isSafety, type Fault } from '../../core/form/check';
import { isFull } from '../../core/vault/full';
import { isClosed } from '../../core/work/enter';
import { useSession } from '../../shell/context';
import { useWords } from '../../words/words';
import { Frame } from '../Frame';
import { Icon } from '../Icon';
import { Later } from '../Later';
import { Notice } from '../Notice';
import { CompleteStage } from './CompleteStage';
import { FileSlot } from './FileSlot';
import { FormField } from './FormField';
import { ItemPhotos } from './ItemPhotos';
import { SafetyList } from './SafetyList';
import { SignatureSlot } from './SignatureSlot';
import { SignByLink } from './SignByLink';
import { Summary } from './Summary';
import { usePad } from './usePad';

// The number that is read off a plate or a bar code is the meter's.
const ofMeter = /^meterNumber/;
const plateReadings = () => import('../survey/PlateReadings').then((m) => m.PlateReadings);
const surveyTools = () => import('../survey/SurveyTools').then((m) => m.SurveyTools);

/** The form of a stage: safety before anything else, then fields, photos, signatures. */
export function FormPage({ visit: key }: { visit: string }) {
  const { desk } = useSession();
  const words = useWords();
  const pad = usePad(key);
  const [tried, setTried] = useState(false);
  const held = desk.visits.get(key);
  if (!held)
    return (
      <Frame title={words.form.title}>
        <div class="card empty">
          <p>{words.visit.arrived}</p>
        </div>
      </Frame>
    );
  const { visit } = held;
  const { draft } = pad;
  const form = formOf(visit);
  const facts = factsOf(form, draft);
  const readOnly = held.gone !== undefined || isClosed(desk, key);
  // A photo that was taken out again says nothing any more.
  const readings = visit.readings.filter((r) => draft.files.some((f) => f.file === r.file));
  const answered = desk.of(key).find((kept) => kept.state === 'refused')?.problem?.errors ?? {};
  const faults = check(form, draft);
  const toAssure = visit.notice?.safety ?? [];
  const assured = toAssure.every((what) => draft.sheet?.safety?.some((s) => s.what === what));
  const safe = readOnly || (assured && isSafe(form, draft));
  const faultsAt = (id: string): Fault[] =>
    faults
      .filter((f) => f.at === id || f.at.startsWith(`${id}.`) || f.at.startsWith(`${id}[`))
      .filter((f) => tried || !['required', 'not-judged', 'remark', 'rows-few'].includes(f.code));
  const field = ({ field: view }: (typeof visit.fields)[number]) => (
    <FormField
      key={view.id}
      field={view}
      value={draft.fields[view.id]}
      origin={draft.origins[view.id]}
      required={isRequired(view, draft.fields, facts)}
      faults={faultsAt(view.id)}
      answered={answered[`fields.${view.id}`] ?? []}
      address={visit.at}
      readOnly={readOnly}
      readings={readings.flatMap((r) => r.values[view.id] ?? (ofMeter.test(view.id) ? r.values['number'] : undefined) ?? [])}
      photosAt={(id) => <ItemPhotos {...{ pad, visit }} item={{ field: view.id, id }} />}
      onChange={(value, how) =>
        pad.edit((d) => ({
          ...d,
          fields: without(d.fields, view.id, value),
          origins: value === undefined ? d.origins : { ...d.origins, [view.id]: how },
        }))
      }
    />
  );
  const safety = visit.fields.filter((k) => isSafety(k.field));
  return (
    <Frame title={visit.name}>
      <p class="quiet form-of">
        {visit.customer.name} · {visit.address}
      </p>
      {pad.trouble !== undefined && (
        <Notice weight="stop" text={isFull(pad.trouble) ? words.warn.full : words.warn.notKept}>
          <button type="button" onClick={() => void pad.keep()}>
            {words.retry}
          </button>
        </Notice>
      )}
      {readOnly && <Notice weight="note" text={held.gone ? words.gone.title : words.form.readOnly} />}
      <p class="kept" role="status">
        <Icon name={pad.unkept ? 'loader' : 'smartphone'} />
        {pad.unkept ? words.form.keeping : words.form.kept}
      </p>
      {toAssure.length > 0 && <SafetyList {...{ pad, readOnly }} items={toAssure} />}
      {safety.length > 0 && assured && (
        <section class={safe ? '' : 'safety'}>
          <h2>
            <Icon name="shield-check" />
            {words.form.safety}
          </h2>
          {!safe && <p>{words.form.safetyWhy}</p>}
          {safety.map(field)}
        </section>
      )}
      {safe && (
        <>
          {visit.fields.length > safety.length && (
            <section>
              <h2>{words.form.fields}</h2>
              {visit.fields.filter((k) => !isSafety(k.field)).map(field)}
            </section>
          )}
          {filesWanted(form, draft).length > 0 && (
            <section>
              <h2>{words.form.photos}</h2>
              {filesWanted(form, draft).map((file) => (
                <FileSlot key={file.kind} {...{ pad, visit, file, readOnly }} faults={tried ? faultsAt(`files.${file.kind}`) : []} />
              ))}
            </section>
          )}
          {!readOnly && readings.some((r) => r.kind === 'nameplate') && <Later load={plateReadings} {...{ pad, readings }} />}
          {visit.survey && !readOnly && <Later load={surveyTools} {...{ pad, visit }} />}
          {visit.signatures.length > 0 && (
            <section>
              <h2>{words.form.signatures}</h2>
              {visit.survey && <SignByLink {...{ pad, held, readOnly }} />}
              {visit.signatures.filter((s) => s.role !== 'customer' || !visit.offer?.signedAt).map((signature) => (
                <SignatureSlot
                  key={signature.role}
                  {...{ pad, signature, readOnly }}
                  faults={tried ? faultsAt(`signatures.${signature.role}`) : []}
                />
              ))}
            </section>
          )}
          {tried && faults.length > 0 && <Summary {...{ faults, visit }} />}
          {!readOnly && (
            <CompleteStage
              {...{ pad }}
              ready={() => {
                setTried(true);
                return faults.length === 0;
              }}
            />
          )}
        </>
      )}
    </Frame>
  );
}

function without(fields: Record<string, unknown>, id: string, value: unknown): Record<string, unknown> {
  const { [id]: _, ...others } = fields;
  return value === undefined ? others : { ...others, [id]: value };
}
