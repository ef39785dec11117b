import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../Icon';
import { filled, wordsIn, type Language } from '../language';
import { Note } from '../Note';
import { locate } from '../position/locate';
import type { Choice, Place } from '../types';
import { PhotoCard } from './PhotoCard';
import type { Photo, PhotoNotes } from './photo';
import { prepare, type PhotoTrouble, type PreparedPhoto } from './prepare';
import { photoWords } from './words';

export interface PhotoInputProps {
  language: Language;
  label: string;
  photos: readonly Photo[];
  min?: number;
  max: number;
  /** What a photo may show, to choose from. */
  shows: readonly Choice[];
  /** The octets of a photo that was kept. */
  open: (id: string) => Promise<Blob>;
  /** Keeps a photo and answers its id; when it cannot, the photo stays here and may be tried again. */
  onTake: (photo: Omit<Photo, 'id'>, picture: Blob) => Promise<string>;
  onChange: (id: string, change: PhotoNotes) => void;
  onRemove: (id: string) => void;
}

interface Unkept { photo: Omit<Photo, 'id'>; picture: Blob }

/** Photos by camera or from the album; each kept the moment it is there, its position told when it is known. */
export function PhotoInput({ language, label, photos, min = 0, max, shows, open, onTake, onChange, onRemove }: PhotoInputProps) {
  const words = wordsIn(photoWords, language);
  const [busy, setBusy] = useState<'reading' | 'keeping'>();
  const [troubles, setTroubles] = useState<readonly (PhotoTrouble | 'tooMany')[]>([]);
  const [unkept, setUnkept] = useState<readonly Unkept[]>([]);
  const [locating, setLocating] = useState<readonly string[]>([]);
  const stops = useRef(new Set<() => void>());
  const heading = useId();
  const room = max - photos.length - unkept.length;
  useEffect(() => () => stops.current.forEach(stop => stop()), []);

  const findPlace = (id: string) => {
    const done = (place?: Place) => {
      setLocating(l => l.filter(other => other !== id));
      if (place) onChange(id, { place });
    };
    setLocating(l => [...l, id]);
    stops.current.add(locate(4, { onBetter: () => undefined, onDone: done, onTrouble: () => done() }));
  };
  const keepIt = async (item: Unkept) => {
    setBusy('keeping');
    try {
      findPlace(await onTake(item.photo, item.picture));
    } catch {
      setUnkept(u => [...u, item]);
    }
  };
  const take = async (files: readonly File[], from: Photo['from']) => {
    const found: (PhotoTrouble | 'tooMany')[] = files.length > room ? ['tooMany'] : [];
    // One after the other: several decoded at once are too much for a phone.
    for (const file of files.slice(0, room)) {
      setBusy('reading');
      const prepared = await prepare(file);
      if (typeof prepared === 'string') found.push(prepared);
      else await keepIt(asPhoto(prepared, from));
    }
    setTroubles(found);
    setBusy(undefined);
  };
  const retry = async (item: Unkept) => {
    setUnkept(u => u.filter(other => other !== item));
    await keepIt(item);
    setBusy(undefined);
  };
  const full = room <= 0 || busy !== undefined;
  return (
    <section class="tool" aria-labelledby={heading}>
      <h3 id={heading}>{label}</h3>
      <p class="tool-help">{filled(words.count, { n: photos.length, most: max })}{min > photos.length && ` · ${filled(words.least, { n: min })}`}</p>
      <ul class="tool-photos">
        {photos.map((photo, index) => (
          <PhotoCard
            key={photo.id} {...{ language, photo, shows, open }} number={index + 1} locating={locating.includes(photo.id)}
            onChange={change => onChange(photo.id, change)} onRemove={() => onRemove(photo.id)}
          />
        ))}
      </ul>
      {troubles.map((trouble, index) => <Note key={index} weight="stop">{words[trouble]}</Note>)}
      {unkept.map((item, index) => (
        <Note key={index} weight="stop">
          {words.notKept}
          <span class="tool-row">
            <button type="button" class="tool-button tool-main" disabled={busy !== undefined} onClick={() => void retry(item)}><Icon name="rotate-ccw" />{words.retry}</button>
            <button type="button" class="tool-button" onClick={() => setUnkept(u => u.filter(other => other !== item))}>{words.giveUp}</button>
          </span>
        </Note>
      ))}
      {busy && <Note weight="note">{words[busy]}</Note>}
      {room > 0 && (
        <div class="tool-row">
          <FileButton label={words.take} about={label} icon="camera" main camera disabled={full} onFiles={files => void take(files, 'camera')} />
          <FileButton label={words.choose} about={label} icon="image-plus" disabled={full} onFiles={files => void take(files, 'album')} />
        </div>
      )}
    </section>
  );
}

interface FileButtonProps {
  label: string; about: string; icon: 'camera' | 'image-plus'; main?: boolean; camera?: boolean; disabled: boolean; onFiles: (files: readonly File[]) => void;
}

function FileButton({ label, about, icon, main, camera, disabled, onFiles }: FileButtonProps) {
  return (
    <label class={`tool-button${main ? ' tool-main' : ''}${disabled ? ' tool-off' : ''}`}>
      <Icon name={icon} />{label}
      <input
        class="unseen" type="file" disabled={disabled} aria-label={`${label}: ${about}`}
        // Asked for these two only, iPhones change HEIC into JPEG by themselves.
        accept="image/jpeg,image/png" capture={camera ? 'environment' : undefined} multiple={!camera}
        onChange={event => {
          const files = [...event.currentTarget.files ?? []];
          event.currentTarget.value = '';
          onFiles(files);
        }}
      />
    </label>
  );
}

function asPhoto({ picture, ...head }: PreparedPhoto, from: Photo['from']): Unkept {
  return { photo: { ...head, from, bytes: picture.size, keptAt: new Date().toISOString() }, picture };
}
