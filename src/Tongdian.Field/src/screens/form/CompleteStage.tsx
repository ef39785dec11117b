import { useState } from 'preact/hooks';
import { complete } from '../../core/work/enter';
import type { Pad } from '../../core/work/pad';
import { useSession } from '../../shell/context';
import { useRoute } from '../../shell/route';
import { whereAmI } from '../../tools/position/locate';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { Notice } from '../Notice';
import { useKeeping } from '../useKeeping';

/** The last button: asked once more, because it ends the stage. */
export function CompleteStage({ pad, ready }: { pad: Pad; ready: () => boolean }) {
  const { desk, beat } = useSession();
  const words = useWords();
  const { back } = useRoute();
  const [asking, setAsking] = useState(false);
  const { busy, trouble, keep } = useKeeping();
  const handIn = async (): Promise<void> => {
    const kept = await keep(async () => {
      const found = await whereAmI();
      // Finding the position takes its time, and the person may go on typing.
      await pad.keep();
      if (pad.trouble !== undefined) throw pad.trouble;
      await complete(desk, pad.key, Date.now(), 'place' in found ? found.place : undefined);
    });
    if (!kept) return;
    beat.poke(true);
    back();
  };
  if (!asking)
    return (
      <button type="button" class="main wide" onClick={() => setAsking(ready())}>
        <Icon name="send" />
        {words.form.complete}
      </button>
    );
  return (
    <section class="card ask" role="group" aria-label={words.form.completeTitle}>
      <h2>{words.form.completeTitle}</h2>
      <p>{words.form.completeWhy}</p>
      {trouble && <Notice weight="stop" text={trouble} />}
      <div class="stack">
        <button type="button" class="main" disabled={busy} onClick={() => void handIn()}>
          <Icon name="send" />
          {busy ? words.form.completing : words.form.completeNow}
        </button>
        <button type="button" disabled={busy} onClick={() => setAsking(false)}>
          {words.cancel}
        </button>
      </div>
    </section>
  );
}
