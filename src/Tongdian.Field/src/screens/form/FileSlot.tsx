import type { Fault } from '../../core/form/check';
import { whereFile } from '../../core/state';
import { addFile, removeFile } from '../../core/work/enter';
import { capture } from '../../core/work/capture';
import type { Pad } from '../../core/work/pad';
import { elsewhere, noted, octetsOf, photosOf } from '../../core/work/photos';
import type { FileView } from '../../model';
import { useSession } from '../../shell/context';
import { PhotoInput } from '../../tools/photo/PhotoInput';
import { useLanguage, useWords } from '../../words/words';
import { WhereMark } from '../WhereMark';
import { PaperInput } from './PaperInput';

/** The photos or papers of one kind; each is kept with its hash the moment it is there. */
export function FileSlot({ pad, file: wanted, faults, readOnly }: { pad: Pad; file: FileView; faults: Fault[]; readOnly: boolean }) {
  const session = useSession();
  const { desk, beat } = session;
  const words = useWords();
  const { language } = useLanguage();
  const { draft } = pad;
  const { kind } = wanted;
  const there = elsewhere(desk, draft, kind).length;
  const mine = draft.files.filter((f) => f.kind === kind && desk.files.has(f.file)).map((f) => desk.files.get(f.file)!);
  const label = wanted.label + (wanted.min === 0 ? ` (${words.form.optional})` : '');
  const keep = async (blob: Blob, photo?: Parameters<typeof capture>[1]['photo']): Promise<string> => {
    await pad.keep();
    const now = Date.now();
    const taken = await capture(blob, { number: draft.number, stage: draft.stage, kind, keptAt: new Date(now).toISOString(), photo }, now);
    await addFile(desk, pad.key, now, { ...taken, slot: 'files' });
    pad.changed();
    beat.poke();
    return taken.file.id;
  };
  const remove = async (id: string): Promise<void> => {
    await pad.keep();
    await removeFile(desk, pad.key, Date.now(), id);
    pad.changed();
  };
  return (
    <div class="field" id={`field-files.${kind}`}>
      {wanted.format !== 'pdf' && !readOnly ? (
        <PhotoInput
          language={language}
          label={label}
          photos={photosOf(desk, draft, kind)}
          min={Math.max(0, wanted.min - there)}
          max={Math.max(0, wanted.max - there)}
          shows={[]}
          open={(id) => octetsOf(desk, id)}
          onTake={({ place, shows: _, words: __, marks: ___, ...photo }, picture) =>
            keep(picture, photo).then((id) => {
              if (place) pad.edit((d) => noted(d, id, { place }));
              return id;
            })
          }
          onChange={(id, change) => pad.edit((d) => noted(d, id, change))}
          onRemove={(id) => void remove(id)}
        />
      ) : (
        <h3>{label}</h3>
      )}
      {wanted.format !== 'image' && !readOnly && (
        <PaperInput
          papers={mine.filter((f) => !f.photo)}
          room={wanted.max - there - mine.length}
          {...{ label }}
          onTake={keep}
          onRemove={(id) => void remove(id)}
        />
      )}
      <p class="marks">
        {there > 0 && <span class="quiet">{words.form.serverHas(there)}</span>}
        {mine.map((f) => (
          <WhereMark key={f.id} where={whereFile(session, f.id)} />
        ))}
      </p>
      {mine
        .filter((f) => f.problem)
        .map((f) => (
          <p class="wrong" key={f.id} role="alert">
            {words.form.replace}
            {f.problem!.detail ?? f.problem!.title}
          </p>
        ))}
      {faults.map((fault) => (
        <p class="wrong" key={fault.code} role="alert">
          {wanted.label}：{words.fault(fault)}
        </p>
      ))}
    </div>
  );
}
