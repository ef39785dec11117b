import { capture } from '../../core/work/capture';
import { noticeKind, noticeSignedAt, signNotice } from '../../core/work/steps';
import type { ServiceNotice } from '../../model';
import { useSession } from '../../shell/context';
import { SignatureInput } from '../../tools/signature/SignatureInput';
import { useLanguage, useWords } from '../../words/words';
import { Icon } from '../Icon';

/** The customer signs the service notice at the end of the visit, on this device. */
export function NoticeSignature({ visit: key, notice }: { visit: string; notice: ServiceNotice }) {
  const { desk, beat } = useSession();
  const words = useWords();
  const { language } = useLanguage();
  const held = desk.visits.get(key)!;
  const signedAt = noticeSignedAt(held);
  if (signedAt)
    return (
      <p class="state state-done">
        <Icon name="circle-check" />
        {words.notice.signed} {words.moment(new Date(signedAt))}
      </p>
    );
  if (!notice.canSign || held.gone) return null;
  const sign = async (png: Blob): Promise<void> => {
    const now = Date.now();
    const { number, stage } = held.visit;
    await signNotice(desk, key, now, await capture(png, { number, stage, kind: noticeKind, keptAt: new Date(now).toISOString() }, now));
    beat.poke();
  };
  return (
    <div class="card">
      <SignatureInput language={language} label={words.notice.signNotice} statement={words.notice.statement} onSigned={sign} onClear={() => undefined} />
    </div>
  );
}
