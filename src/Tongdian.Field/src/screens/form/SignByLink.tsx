import { offer } from '../../core/work/enter';
import type { Pad } from '../../core/work/pad';
import type { HeldVisit } from '../../core/work/records';
import { useSession } from '../../shell/context';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { Notice } from '../Notice';
import { useKeeping } from '../useKeeping';

/** The customer is not there: the report goes to them with a link, and what they sign counts as if it were signed here. */
export function SignByLink({ pad, held, readOnly }: { pad: Pad; held: HeldVisit; readOnly: boolean }) {
  const { desk, beat } = useSession();
  const words = useWords();
  const { busy, trouble, keep } = useKeeping();
  const laid = held.visit.offer;
  const asked = desk.of(pad.key).some((kept) => kept.operation.kind === 'offer' && kept.state === 'waiting');
  if (laid?.signedAt)
    return (
      <p class="state state-done">
        <Icon name="circle-check" />
        {words.notice.linkSigned} {words.moment(new Date(laid.signedAt))}
      </p>
    );
  if (laid || asked)
    return (
      <p class="state state-paused">
        <Icon name="clock" />
        {words.notice.linkSent} {laid && words.moment(new Date(laid.since))}
      </p>
    );
  if (readOnly || pad.draft.signatures.some((s) => s.role === 'customer')) return null;
  const send = async (): Promise<void> => {
    const kept = await keep(async () => {
      await pad.keep();
      if (pad.trouble !== undefined) throw pad.trouble;
      await offer(desk, pad.key, Date.now());
    });
    pad.changed();
    if (kept) beat.poke(true);
  };
  return (
    <div class="stack">
      <p class="quiet">{words.notice.byLinkWhy}</p>
      {trouble && <Notice weight="stop" text={trouble} />}
      <button type="button" disabled={busy} onClick={() => void send()}>
        <Icon name="send" />
        {words.notice.byLink}
      </button>
    </div>
  );
}
