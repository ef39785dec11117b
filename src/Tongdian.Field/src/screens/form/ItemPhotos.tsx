import { filesWanted, formOf } from '../../core/form/check';
import { photosAt, type ItemPlace } from '../../core/form/itemPhotos';
import type { Pad } from '../../core/work/pad';
import { photosOf } from '../../core/work/photos';
import type { Visit } from '../../model';
import { useSession } from '../../shell/context';
import { PhotoInput } from '../../tools/photo/PhotoInput';
import { useLanguage, useWords } from '../../words/words';
import { usePhotos } from './usePhotos';

// As many as the server takes at one item.
const most = 10;

/** Photos at an item of a checklist. They are handed in with the stage's photos: where a stage asks for none, there is no place for them. */
export function ItemPhotos({ pad, visit, item }: { pad: Pad; visit: Visit; item: ItemPlace }) {
  const slot = filesWanted(formOf(visit), pad.draft).find((file) => file.format !== 'pdf');
  return slot ? <Photos {...{ pad, item }} kind={slot.kind} room={slot.max} /> : null;
}

function Photos({ pad, item, kind, room }: { pad: Pad; item: ItemPlace; kind: string; room: number }) {
  const { desk } = useSession();
  const words = useWords().form;
  const { language } = useLanguage();
  const { draft } = pad;
  const { photos } = usePhotos(pad, kind, item);
  const here = photosAt(draft.fields, item);
  const left = room - draft.files.filter((f) => f.kind === kind).length;
  return (
    <PhotoInput
      language={language}
      label={words.itemPhotos}
      photos={photosOf(desk, draft, kind).filter((photo) => here.includes(photo.id))}
      max={Math.min(most, here.length + left)}
      shows={[]}
      {...photos}
    />
  );
}
