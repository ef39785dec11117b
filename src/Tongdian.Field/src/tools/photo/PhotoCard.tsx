import { useId, useState } from 'preact/hooks';
import { Icon } from '../Icon';
import { filled, numberIn, timeIn, wordsIn, type Language } from '../language';
import { Note } from '../Note';
import type { Choice } from '../types';
import type { Photo, PhotoNotes } from './photo';
import { PhotoMarks } from './PhotoMarks';
import { Thumbnail } from './Thumbnail';
import { photoWords } from './words';

export interface PhotoCardProps {
  language: Language;
  photo: Photo;
  number: number;
  shows: readonly Choice[];
  locating: boolean;
  open: (id: string) => Promise<Blob>;
  onChange: (change: PhotoNotes) => void;
  onRemove: () => void;
}

/** One photo: what it shows, when and where it was taken, its marks. */
export function PhotoCard({ language, photo, number, shows, locating, open, onChange, onRemove }: PhotoCardProps) {
  const words = wordsIn(photoWords, language);
  const [marking, setMarking] = useState<Blob>();
  const [broken, setBroken] = useState(false);
  const [sure, setSure] = useState(false);
  const [choice, note] = [useId(), useId()];
  const label = filled(words.photo, { n: number });
  const mark = () => void open(photo.id).then(setMarking, () => setBroken(true));
  const details = [
    photo.takenAt ? filled(words.taken, { time: photo.takenAt.replace('T', ' ') }) : filled(words.kept, { time: timeIn(language, photo.keptAt) }),
    photo.place ? filled(words.placed, { m: numberIn(language, photo.place.accuracyM) }) : locating ? words.placing : words.unplaced,
    ...(photo.marks?.length ? [filled(words.marks, { n: photo.marks.length })] : []),
  ];
  return (
    <li class="tool-photo">
      <Thumbnail {...{ language, photo, open, label }} />
      <p class="tool-help">{details.join(' · ')}</p>
      {photo.was && <Note weight="note">{filled(words.scaled, { was: megapixels(photo.was), now: megapixels(photo) })}</Note>}
      {broken && <Note weight="stop">{words.cannotShow}</Note>}
      {shows.length > 0 && (
        <>
          <label for={choice}>{words.shows}</label>
          <select id={choice} value={photo.shows ?? ''} onChange={e => onChange({ shows: e.currentTarget.value || undefined })}>
            <option value="">{words.showsNone}</option>
            {shows.map(s => <option key={s.id} value={s.id}>{s.label}</option>)}
          </select>
        </>
      )}
      <label for={note}>{words.ownWords}</label>
      <input id={note} value={photo.words ?? ''} maxLength={200} onInput={e => onChange({ words: e.currentTarget.value || undefined })} />
      {sure
        ? (
          <div class="tool-row" role="group" aria-label={words.removeSure}>
            <span class="tool-grow">{words.removeSure}</span>
            <button type="button" class="tool-button tool-danger" onClick={onRemove}><Icon name="trash-2" />{words.remove}</button>
            <button type="button" class="tool-button" onClick={() => setSure(false)}>{words.keep}</button>
          </div>
        )
        : (
          <div class="tool-row">
            <button type="button" class="tool-button" aria-label={`${words.mark}: ${label}`} onClick={mark}><Icon name="pencil" />{words.mark}</button>
            <button type="button" class="tool-button" aria-label={`${words.remove}: ${label}`} onClick={() => setSure(true)}><Icon name="trash-2" />{words.remove}</button>
          </div>
        )}
      {marking && <PhotoMarks {...{ language, photo }} picture={marking} onChange={marks => onChange({ marks })} onClose={() => setMarking(undefined)} />}
    </li>
  );
}

function megapixels({ width, height }: { width: number; height: number }): string {
  return `${(width * height / 1e6).toFixed(0)} MP`;
}
