import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../Icon';
import { filled, numberIn, wordsIn, type Language } from '../language';
import { Note } from '../Note';
import { addsTo, believableM, walkedMetres } from '../position/geo';
import { follow, type PositionTrouble } from '../position/locate';
import { positionWords } from '../position/words';
import type { Place } from '../types';
import { RouteSketch } from './RouteSketch';
import { useWakeLock } from './useWakeLock';
import { routeWords } from './words';

export interface Track { points: readonly Place[]; running: boolean }

export interface TrackRecorderProps {
  language: Language;
  label: string;
  value: Track;
  /** Told at once with every point: whatever happens to the page, nothing is lost, and a running recording goes on when it is shown again. */
  onChange: (track: Track) => void;
}

/** Walks along a line and records the way. */
export function TrackRecorder({ language, label, value, onChange }: TrackRecorderProps) {
  const words = wordsIn(routeWords, language);
  const [now, setNow] = useState<Place>();
  const [trouble, setTrouble] = useState<PositionTrouble>();
  const [sure, setSure] = useState(false);
  const awake = useWakeLock(value.running);
  const heading = useId();
  // Positions come between two drawings of the page: the newest track has to be at hand.
  const track = useRef(value);
  track.current = value;
  const say = (next: Track) => {
    track.current = next;
    onChange(next);
  };
  useEffect(() => {
    if (!value.running) return undefined;
    return follow(
      place => {
        setTrouble(undefined);
        setNow(place);
        if (addsTo(track.current.points, place)) say({ ...track.current, points: [...track.current.points, place] });
      },
      found => {
        setTrouble(found);
        if (found === 'refused' || found === 'unsupported') say({ ...track.current, running: false });
      },
    );
  }, [value.running]);

  const { points, running } = value;
  return (
    <section class="tool" aria-labelledby={heading}>
      <h3 id={heading}>{label}</h3>
      {points.length > 0 && (
        <>
          <p class="tool-value"><strong>{filled(words.length, { m: numberIn(language, walkedMetres(points)) })}</strong> · {filled(words.points, { n: points.length })}</p>
          <RouteSketch {...{ language }} track={points} />
          <p class="tool-help">{words.exact}</p>
        </>
      )}
      {running && <Note weight="note">{words.walking} {now ? filled(words.now, { m: numberIn(language, now.accuracyM) }) : words.waiting}<br />{awake ? words.awake : words.mayLock}</Note>}
      {running && now && now.accuracyM > believableM && <Note weight="warning">{filled(words.poor, { m: numberIn(language, now.accuracyM) })}</Note>}
      {trouble && <Note weight="stop">{wordsIn(positionWords, language)[trouble]}</Note>}
      <div class="tool-row">
        {running
          ? <button type="button" class="tool-button tool-main" onClick={() => say({ points, running: false })}><Icon name="pause" />{words.pause}</button>
          : <button type="button" class="tool-button tool-main" onClick={() => { setTrouble(undefined); say({ points, running: true }); }}><Icon name="play" />{points.length > 0 ? words.goOn : words.start}</button>}
        {!running && points.length > 0 && !sure && <button type="button" class="tool-button" onClick={() => setSure(true)}><Icon name="rotate-ccw" />{words.clear}</button>}
      </div>
      {sure && (
        <div class="tool-row" role="group" aria-label={words.clearSure}>
          <span class="tool-grow">{words.clearSure}</span>
          <button type="button" class="tool-button tool-danger" onClick={() => { setSure(false); setNow(undefined); say({ points: [], running: false }); }}><Icon name="trash-2" />{words.drop}</button>
          <button type="button" class="tool-button" onClick={() => setSure(false)}>{words.keep}</button>
        </div>
      )}
    </section>
  );
}
