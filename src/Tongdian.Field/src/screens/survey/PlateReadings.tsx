import { useState } from 'preact/hooks';
import type { Pad } from '../../core/work/pad';
import type { Visit } from '../../model';
import { calculate } from '../../rules';
import type { Calculate, SurveyInput } from '../../tools/calculation/model';
import { NameplateCheck } from '../../tools/nameplate/NameplateCheck';
import { checkedInput, plateFields, shownIn, type Plate, type PlateField, type PlateReading } from '../../tools/nameplate/plate';
import { useLanguage, useWords } from '../../words/words';

/** What the server read off photographed nameplates; what the person has accepted goes with the sheet. */
export function PlateReadings({ pad, visit }: { pad: Pad; visit: Visit }) {
  const plates = visit.readings.filter((reading) => reading.kind === 'nameplate' && pad.draft.files.some((f) => f.file === reading.file));
  return (
    <>
      {plates.map((reading) => (
        <PlateReadingCheck key={reading.file} {...{ pad }} reading={reading.values as PlateReading} />
      ))}
    </>
  );
}

function PlateReadingCheck({ pad, reading }: { pad: Pad; reading: PlateReading }) {
  const words = useWords().survey;
  const { language } = useLanguage();
  const [plate, setPlate] = useState<Plate>({});
  const change = (next: Plate): void => {
    setPlate(next);
    const values = Object.fromEntries(
      plateFields.map((field) => [field, next[field]?.accepted ? shownIn(reading, next, field).value : '']),
    ) as Record<PlateField, string>;
    const nameplate = checkedInput(values);
    if (nameplate) pad.edit((d) => ({ ...d, sheet: { ...d.sheet, input: { ...(d.sheet?.input as SurveyInput | undefined), nameplate } } }));
  };
  return (
    <NameplateCheck language={language} label={words.plate} reading={reading} value={plate} calculate={calculate as Calculate} onChange={change} />
  );
}
