import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../Icon';
import { filled, numberIn, timeIn, wordsIn, type Language } from '../language';
import { Note } from '../Note';
import type { Origin, Place } from '../types';
import { believableM, isFar, metresBetween, type Spot } from './geo';
import { locate, type PositionTrouble } from './locate';
import { TypedPosition } from './TypedPosition';
import { positionWords } from './words';

export interface PositionInputProps {
  language: Language;
  label: string;
  /** One that was typed at a desk has neither accuracy nor time. */
  value?: KnownPlace;
  origin?: Origin;
  /** Where the address is; the distance is shown and flagged, never refused. */
  address?: Spot;
  seconds?: number;
  onChange: (place: Place, origin: 'measured' | 'typed') => void;
}

export type KnownPlace = Spot & Partial<Place>;

/** The best position of some seconds. */
export function PositionInput({ language, label, value, origin, address, seconds = 8, onChange }: PositionInputProps) {
  const words = wordsIn(positionWords, language);
  const [best, setBest] = useState<Place | 'none'>();
  const [trouble, setTrouble] = useState<PositionTrouble>();
  const stop = useRef<(() => void) | undefined>(undefined);
  const heading = useId();
  useEffect(() => () => stop.current?.(), []);

  const keep = (place: Place) => {
    stop.current?.();
    setBest(undefined);
    onChange(place, 'measured');
  };
  const start = () => {
    setTrouble(undefined);
    setBest('none');
    stop.current?.();
    stop.current = locate(seconds, {
      onBetter: setBest,
      onDone: keep,
      onTrouble: t => { setBest(undefined); setTrouble(t); },
    });
  };
  return (
    <section class="tool" aria-labelledby={heading}>
      <h3 id={heading}>{label}</h3>
      {value && <PlaceShown {...{ language, value, origin, address }} />}
      {best && <Note weight="note">{best === 'none' ? words.searching : filled(words.better, { m: numberIn(language, best.accuracyM) })}</Note>}
      {trouble && <Note weight="stop">{words[trouble]}</Note>}
      <div class="tool-row">
        {best && best !== 'none'
          ? <button type="button" class="tool-button tool-main" onClick={() => keep(best)}><Icon name="check" />{words.stop}</button>
          : <button type="button" class={value ? 'tool-button' : 'tool-button tool-main'} disabled={best === 'none'} onClick={start}><Icon name="map-pin" />{value ? words.again : words.take}</button>}
      </div>
      <TypedPosition {...{ language }} open={trouble !== undefined && trouble !== 'timeout'} onUse={place => onChange(place, 'typed')} />
    </section>
  );
}

interface PlaceShownProps { language: Language; value: KnownPlace; origin?: Origin; address?: Spot }

function PlaceShown({ language, value, origin, address }: PlaceShownProps) {
  const words = wordsIn(positionWords, language);
  const away = address && metresBetween(address, value);
  const far = address !== undefined && isFar(value, address);
  const details = [
    value.accuracyM === undefined ? words.accuracyUnknown : filled(words.accuracy, { m: numberIn(language, value.accuracyM) }),
    ...(origin === 'typed' ? [words.byHand] : value.at ? [filled(words.taken, { time: timeIn(language, value.at) })] : []),
    ...(away !== undefined && !far ? [filled(words.near, { m: numberIn(language, away) })] : []),
  ];
  return (
    <>
      <p class="tool-value">
        <strong>{value.lat.toFixed(6)}, {value.lon.toFixed(6)}</strong><br />
        {details.join(' · ')}
      </p>
      {value.mock && <Note weight="warning">{words.mock}</Note>}
      {far && <Note weight="warning">{filled(words.far, { m: numberIn(language, away ?? 0) })}</Note>}
      {origin !== 'typed' && (value.accuracyM ?? 0) > believableM && <Note weight="warning">{words.inaccurate}</Note>}
    </>
  );
}
