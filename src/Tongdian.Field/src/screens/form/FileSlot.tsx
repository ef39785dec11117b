import type { Fault } from '../../core/form/check';
import { whereFile } from '../../core/state';
import type { Pad } from '../../core/work/pad';
import { photosOfItems } from '../../core/form/itemPhotos';
import { elsewhere, photosOf } from '../../core/work/photos';
import type { FileView, Visit } from '../../model';
import { useSession } from '../../shell/context';
import { PhotoInput } from '../../tools/photo/PhotoInput';
import { Thumbnail } from '../../tools/photo/Thumbnail';
import { useLanguage, useWords } from '../../words/words';
import { WhereMark } from '../WhereMark';
import { FilesElsewhere } from './FilesElsewhere';
import { PaperInput } from './PaperInput';
import { usePhotos } from './usePhotos';

/** The photos or papers of one kind; each is kept with its hash the moment it is there. */
export function FileSlot({ pad, visit, file: wanted, faults, readOnly }: { pad: Pad; visit: Visit; file: FileView; faults: Fault[]; readOnly: boolean }) {
  const session = useSession();
  const { desk } = session;
  const words = useWords();
  const { language } = useLanguage();
  const { draft } = pad;
  const { kind } = wanted;
  const { photos, keep, remove } = usePhotos(pad, kind);
  const shown = photosOf(desk, draft, kind);
  // Taken at an item of a checklist they are to be seen there.
  const items = photosOfItems(draft.fields, visit.fields);
  const own = shown.filter((photo) => !items.has(photo.id));
  const there = elsewhere(desk, draft, kind);
  const others = there.length + shown.length - own.length;
  const mine = draft.files.filter((f) => f.kind === kind && desk.files.has(f.file)).map((f) => desk.files.get(f.file)!);
  const label = wanted.label + (wanted.min === 0 ? ` (${words.form.optional})` : '');
  return (
    <div class="field" id={`field-files.${kind}`}>
      {wanted.format !== 'pdf' && !readOnly ? (
        <PhotoInput
          language={language}
          label={label}
          photos={own}
          min={Math.max(0, wanted.min - others)}
          max={Math.max(0, wanted.max - others)}
          shows={[]}
          {...photos}
        />
      ) : (
        <section class="tool">
          <h3>{label}</h3>
          {shown.map((photo, i) => (
            <Thumbnail key={photo.id} {...{ language, photo }} label={`${wanted.label} ${i + 1}`} open={photos.open} />
          ))}
        </section>
      )}
      {wanted.format !== 'image' && !readOnly && (
        <PaperInput
          papers={mine.filter((f) => !f.photo)}
          room={wanted.max - there.length - mine.length}
          {...{ label }}
          onTake={keep}
          onRemove={remove}
        />
      )}
      {shown.length > own.length && !readOnly && <p class="quiet">{words.form.atItems(shown.length - own.length)}</p>}
      {there.length > 0 && <FilesElsewhere files={there} onRemove={readOnly ? undefined : remove} />}
      <p class="marks">
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
          {words.of(wanted.label, words.fault(fault))}
        </p>
      ))}
    </div>
  );
}
