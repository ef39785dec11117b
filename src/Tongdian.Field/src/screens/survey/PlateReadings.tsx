import type { Pad } from '../../core/work/pad';
import type { Guid, Visit } from '../../model';
import { calculate } from '../../rules';
import type { Calculate, SurveyInput } from '../../tools/calculation/model';
import { NameplateCheck } from '../../tools/nameplate/NameplateCheck';
import { checkedInput, plateFields, shownIn, type Plate, type PlateField, type PlateReading } from '../../tools/nameplate/plate';
import { useLanguage, useWords } from '../../words/words';

/** What the server read off photographed nameplates; what the person has accepted goes with the sheet, and what is half corrected waits here for them. */
export function PlateReadings({ pad, readings }: { pad: Pad; readings: Visit['readings'] }) {
  const words = useWords().survey;
  const { language } = useLanguage();
  const change = (file: Guid, reading: PlateReading, plate: Plate): void => {
    const values = Object.fromEntries(
      plateFields.map((field) => [field, plate[field]?.accepted ? shownIn(reading, plate, field).value : '']),
    ) as Record<PlateField, string>;
    const nameplate = checkedInput(values);
    pad.edit((d) => ({
      ...d,
      plates: { ...d.plates, [file]: plate },
      ...(nameplate && { sheet: { ...d.sheet, input: { ...(d.sheet?.input as SurveyInput | undefined), nameplate } } }),
    }));
  };
  return (
    <>
      {readings
        .filter((r) => r.kind === 'nameplate')
        .map(({ file, values, findings }) => (
          <NameplateCheck
            key={file}
            language={language}
            label={words.plate}
            reading={values as PlateReading}
            noticed={findings}
            value={pad.draft.plates?.[file] ?? {}}
            calculate={calculate as Calculate}
            onChange={(plate) => change(file, values as PlateReading, plate)}
          />
        ))}
    </>
  );
}
