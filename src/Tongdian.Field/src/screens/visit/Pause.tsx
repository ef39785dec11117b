import { useState } from 'preact/hooks';
import { step } from '../../core/work/steps';
import { visitKey, type Visit } from '../../model';
import { useSession } from '../../shell/context';
import { whereAmI } from '../../tools/position/locate';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { Notice } from '../Notice';
import { useKeeping } from '../useKeeping';

export function Pause({ visit }: { visit: Visit }) {
  const { desk, beat } = useSession();
  const words = useWords();
  const [reason, setReason] = useState<string>();
  const [note, setNote] = useState('');
  const { busy, trouble, keep } = useKeeping();
  if (visit.pauseReasons.length === 0) return null;
  const pause = async (event: Event): Promise<void> => {
    event.preventDefault();
    const kept = await keep(async () => {
      const found = await whereAmI();
      const body = { reason: reason!, ...(note.trim() && { note: note.trim() }) };
      await step(desk, visitKey(visit), Date.now(), 'pause', 'place' in found ? found.place : undefined, body);
    });
    if (kept) beat.poke(true);
  };
  return (
    <details class="more">
      <summary>
        <Icon name="pause" />
        {words.visit.pause}
      </summary>
      <form onSubmit={(e) => void pause(e)}>
        <fieldset>
          <legend>{words.visit.pauseReason}</legend>
          {visit.pauseReasons.map((r) => (
            <label class="choice" key={r.id}>
              <input type="radio" name="reason" required checked={reason === r.id} onChange={() => setReason(r.id)} />
              {r.name}
            </label>
          ))}
        </fieldset>
        <label>
          {words.visit.note}
          <textarea rows={2} maxLength={1000} value={note} onInput={(e) => setNote(e.currentTarget.value)} />
        </label>
        {trouble && <Notice weight="stop" text={trouble} />}
        <button disabled={!reason || busy}>{busy ? words.visit.locating : words.visit.pauseNow}</button>
      </form>
    </details>
  );
}
