import { conflictOf } from '../core/outbox/conflict';
import { useApp, useSession } from '../shell/context';
import { useRoute } from '../shell/route';
import { useWords } from '../words/words';
import { SignInAgain } from './more/SignInAgain';
import { Notice } from './Notice';

/** What a person has to know wherever they are in the app. */
export function Warnings() {
  const session = useSession();
  const { updates } = useApp();
  const { page, go } = useRoute();
  const words = useWords().warn;
  const conflict = [...session.desk.visits.keys()].find((key) => conflictOf(session.desk, key));
  const minutes = session.clock.wrongByMinutes;
  return (
    <>
      {session.beat.reach === 'signed-out' && (
        <Notice weight="stop" text={words.signedOut}>
          <SignInAgain />
        </Notice>
      )}
      {session.beat.reach === 'refused' && (
        <Notice weight="stop" text={words.refused + (session.beat.problem?.detail ?? session.beat.problem?.title ?? '')} />
      )}
      {session.beat.reach === 'full' && <Notice weight="stop" text={words.full} />}
      {minutes !== undefined && <Notice weight="warn" text={words.clock(minutes)} />}
      {conflict !== undefined && page.page !== 'conflict' && (
        <Notice weight="warn" text={words.conflict}>
          <button type="button" onClick={() => go({ page: 'conflict', key: conflict })}>
            {words.decide}
          </button>
        </Notice>
      )}
      {updates.waiting && page.page === 'today' && (
        <Notice weight="note" text={words.update}>
          <button type="button" onClick={() => updates.restart()}>
            {words.restart}
          </button>
        </Notice>
      )}
    </>
  );
}
