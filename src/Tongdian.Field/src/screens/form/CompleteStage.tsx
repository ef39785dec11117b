import { useState } from 'preact/hooks';
import { whereAmI } from '../../core/here';
import { isFull } from '../../core/vault/full';
import { complete } from '../../core/work/enter';
import type { Pad } from '../../core/work/pad';
import { useSession } from '../../shell/context';
import { useRoute } from '../../shell/route';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { Notice } from '../Notice';

/** The last button: asked once more, because it ends the stage. */
export function CompleteStage({ pad, ready }: { pad: Pad; ready: () => boolean }) {
  const { desk, beat } = useSession();
  const words = useWords();
  const { back } = useRoute();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const handIn = async (): Promise<void> => {
    setBusy(true);
    setTrouble(undefined);
    await pad.keep();
    const found = await whereAmI();
    try {
      if (pad.trouble !== undefined) throw pad.trouble;
      await complete(desk, pad.key, Date.now(), 'place' in found ? found.place : undefined);
      beat.poke(true);
      back();
    } catch (error) {
      setTrouble(isFull(error) ? words.warn.full : words.warn.notKept);
      setBusy(false);
    }
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
