import { useId, useState } from 'preact/hooks';
import { filled, wordsIn, type Language } from '../language';
import type { Place } from '../types';
import { spotFrom } from './geo';
import { positionWords } from './words';

/** The last way: coordinates read from another device or a map. */
export function TypedPosition({ language, open, onUse }: { language: Language; open: boolean; onUse: (place: Place) => void }) {
  const words = wordsIn(positionWords, language);
  const [text, setText] = useState('');
  const [within, setWithin] = useState(50);
  const [wrong, setWrong] = useState(false);
  const [field, about, choice] = [useId(), useId(), useId()];
  const use = () => {
    const spot = spotFrom(text);
    setWrong(!spot);
    if (spot) onUse({ ...spot, accuracyM: within, at: new Date().toISOString() });
  };
  return (
    <details class="tool-more" open={open}>
      <summary>{words.orByHand}</summary>
      <label for={field}>{words.coordinates}</label>
      <p id={about} class={wrong ? 'tool-wrong' : 'tool-help'}>{wrong ? words.coordinatesWrong : words.coordinatesHelp}</p>
      <input id={field} value={text} autocomplete="off" aria-invalid={wrong} aria-describedby={about} onInput={e => setText(e.currentTarget.value)} />
      <label for={choice}>{words.howGood}</label>
      <select id={choice} value={within} onChange={e => setWithin(Number(e.currentTarget.value))}>
        {[10, 50, 200].map(m => <option key={m} value={m}>{filled(words.metres, { m })}</option>)}
      </select>
      <button type="button" class="tool-button" onClick={use}>{words.useTyped}</button>
    </details>
  );
}
