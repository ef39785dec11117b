import type { ItemPlace } from '../../core/form/itemPhotos';
import { capture } from '../../core/work/capture';
import { addFile, removeFile } from '../../core/work/enter';
import type { Pad } from '../../core/work/pad';
import { noted, octetsOf } from '../../core/work/photos';
import type { Guid } from '../../model';
import { useSession } from '../../shell/context';
import type { PhotoInputProps } from '../../tools/photo/PhotoInput';

type Handling = Pick<PhotoInputProps, 'open' | 'onTake' | 'onChange' | 'onRemove'>;

/** How files of a kind come into the entry and go from it; each is kept with its hash the moment it is there. */
export function usePhotos(pad: Pad, kind: string, item?: ItemPlace): { photos: Handling; keep: (blob: Blob) => Promise<Guid>; remove: (id: Guid) => void } {
  const { desk, beat } = useSession();
  const keep = async (blob: Blob, photo?: Parameters<typeof capture>[1]['photo']): Promise<Guid> => {
    await pad.keep();
    const now = Date.now();
    const { number, stage } = pad.draft;
    const taken = await capture(blob, { number, stage, kind, keptAt: new Date(now).toISOString(), ...(photo && { photo }) }, now);
    await addFile(desk, pad.key, now, { ...taken, slot: 'files', ...(item && { item }) });
    pad.changed();
    beat.poke();
    return taken.file.id;
  };
  const take: Handling['onTake'] = async ({ place, shows: _, words: __, marks: ___, ...photo }, picture) => {
    const id = await keep(picture, photo);
    if (place) pad.edit((d) => noted(d, id, { place }));
    return id;
  };
  const remove = (id: Guid): void => {
    void pad
      .keep()
      .then(() => removeFile(desk, pad.key, Date.now(), id))
      .catch((error: unknown) => (pad.trouble = error))
      .then(pad.changed);
  };
  const change: Handling['onChange'] = (id, notes) => pad.edit((d) => noted(d, id, notes));
  return { photos: { open: (id) => octetsOf(desk, id), onTake: take, onChange: change, onRemove: remove }, keep, remove };
}
