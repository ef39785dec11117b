import { useState } from 'preact/hooks';
import { same } from '../../core/form/same';
import type { Pad } from '../../core/work/pad';
import { octetsOf, photosOf } from '../../core/work/photos';
import type { SiteSheet, Visit } from '../../model';
import { calculate } from '../../rules';
import { Icon } from '../../tools/Icon';
import { Calculator } from '../../tools/calculation/Calculator';
import type { Calculate, MeasureInput, SurveyInput } from '../../tools/calculation/model';
import { PhotoMeasure } from '../../tools/measure/PhotoMeasure';
import { TrackRecorder } from '../../tools/route/TrackRecorder';
import { Sketch } from '../../tools/sketch/Sketch';
import { isEmptySketch } from '../../tools/sketch/sketch';
import { sketchOf } from '../../tools/sketch/sketchSvg';
import { useApp, useSession } from '../../shell/context';
import { useLanguage, useWords } from '../../words/words';
import { Notice } from '../Notice';
import { answered, asked } from './calculated';
import { useTableChoices } from './tables';

const calculateHere = calculate as Calculate;

/** Walking the line, a sketch of the site, measuring on photos, and the calculation whose results go into the form. */
export function SurveyTools({ pad, visit }: { pad: Pad; visit: Visit }) {
  const { desk } = useSession();
  const { app } = useApp();
  const words = useWords().survey;
  const { language } = useLanguage();
  const choices = useTableChoices(language);
  const [sketching, setSketching] = useState(false);
  const [running, setRunning] = useState(false);
  const [measuring, setMeasuring] = useState<{ file: string; picture: Blob }>();
  const { draft } = pad;
  const sheet: SiteSheet = draft.sheet ?? {};
  const put = (change: Partial<SiteSheet>): void => pad.edit((d) => ({ ...d, sheet: { ...d.sheet, ...change } }));
  const input: SurveyInput = { ...firstInput(visit), ...(sheet.input as SurveyInput | undefined) };
  const fixes = (sheet.track ?? []).map(({ lat, lon, ...fix }) => ({ latitude: lat, longitude: lon, ...fix }));
  const photos = visit.files.flatMap((file) => photosOf(desk, draft, file.kind));
  const measured = (file: string, measure: MeasureInput): void =>
    pad.edit((d) => {
      const marks = d.sheet?.marks ?? [];
      return {
        ...d,
        sheet: { ...d.sheet, marks: [...marks.filter((m) => m.file !== file), { ...marks.find((m) => m.file === file), file, measure }] },
      };
    });
  const open = async (file: string): Promise<void> => setMeasuring({ file, picture: await octetsOf(desk, file) });
  const photo = photos.find((p) => p.id === measuring?.file);
  return (
    <section class="stack">
      <h2>{words.title}</h2>
      <TrackRecorder
        language={language}
        label={words.track}
        value={{ points: sheet.track ?? [], running }}
        onChange={(track) => {
          // Who walks along a line does not touch the screen.
          app.touched();
          setRunning(track.running);
          put({ track: [...track.points] });
        }}
      />
      {sketching || sheet.sketch ? (
        <Sketch
          language={language}
          label={words.sketch}
          value={sketchOf(sheet.sketch)}
          onChange={(model, svg) => put({ sketch: isEmptySketch(model) ? undefined : svg })}
        />
      ) : (
        <section class="tool">
          <h3>{words.sketch}</h3>
          <div class="tool-row">
            <button type="button" class="tool-button tool-main" onClick={() => setSketching(true)}>
              <Icon name="pencil" />
              {words.draw}
            </button>
          </div>
        </section>
      )}
      {choices === null && <Notice weight="note" text={words.noRules} />}
      {choices && photos.length > 0 && (
        <div class="stack">
          <h3>{words.measure}</h3>
          <div class="buttons">
            {photos.map((p, i) => (
              <button type="button" key={p.id} aria-pressed={p.id === measuring?.file} onClick={() => void open(p.id)}>
                {words.measureOn(i + 1)}
              </button>
            ))}
          </div>
          {measuring && photo && (
            <PhotoMeasure
              key={photo.id}
              language={language}
              label={words.measure}
              picture={measuring.picture}
              size={photo}
              things={choices.things}
              calculate={calculateHere}
              value={sheet.marks?.find((m) => m.file === photo.id)?.measure as MeasureInput | undefined}
              onChange={(measure) => measured(photo.id, measure)}
            />
          )}
        </div>
      )}
      {choices && (
        <Calculator
          language={language}
          label={words.calculation}
          input={{ ...input, ...(fixes.length > 1 && { track: { fixes } }) }}
          kinds={choices.kinds}
          fields={visit.fields.map((k) => k.field)}
          calculate={calculateHere}
          onChange={({ track: _, ...next }) => pad.edit((d) => ({ ...d, sheet: asked(d.sheet, next) }))}
          onAnswer={(answer) => {
            const shown = answered(pad.draft.sheet, answer);
            // Opening the form calculates too; that changes nothing that would have to be sent.
            if (!same(shown, pad.draft.sheet)) put({ result: shown.result });
          }}
          onAdopt={(values) =>
            pad.edit((d) => ({
              ...d,
              fields: { ...d.fields, ...Object.fromEntries(values.map((v) => [v.field, v.value])) },
              origins: { ...d.origins, ...Object.fromEntries(values.map((v) => [v.field, v.origin])) },
            }))
          }
        />
      )}
    </section>
  );
}

function firstInput(visit: Visit): SurveyInput {
  const asked = visit.facts['case.capacityKw'];
  return { limit: visit.survey?.limit, load: typeof asked === 'number' ? { askedKw: asked } : {} };
}
