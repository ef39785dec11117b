import { useState } from 'preact/hooks';
import { canBeTakenBack, handedIn, takeBack } from '../../core/work/enter';
import { isPaused, step, type Step } from '../../core/work/steps';
import type { HeldVisit } from '../../core/work/records';
import { whereVisit } from '../../core/state';
import { visitKey, type Place } from '../../model';
import { useSession } from '../../shell/context';
import { useRoute } from '../../shell/route';
import { isFar, metresBetween } from '../../tools/position/geo';
import { whereAmI } from '../../tools/position/locate';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { Notice } from '../Notice';
import { useKeeping } from '../useKeeping';
import { WhereMark } from '../WhereMark';
import { Pause } from './Pause';

/** What to do now, as one large button; what was done, above it. */
export function NextStep({ held }: { held: HeldVisit }) {
  const session = useSession();
  const { desk, beat } = session;
  const words = useWords();
  const { go } = useRoute();
  const [locating, setLocating] = useState<'set-out' | 'check-in'>();
  const [told, setTold] = useState<{ weight: 'note' | 'warn'; text: string }>();
  const { busy, trouble, keep } = useKeeping();
  const { visit, said } = held;
  const key = visitKey(visit);
  const where = whereVisit(session, key);
  const complete = handedIn(desk, key);
  const paused = isPaused(held);
  const time = (at: string): string => words.time(new Date(at));

  const say = async (kind: Step, place?: Place): Promise<boolean> => {
    const kept = await keep(() => step(desk, key, Date.now(), kind, place));
    if (kept) beat.poke(true);
    return kept;
  };
  const move = async (kind: 'set-out' | 'check-in'): Promise<void> => {
    setLocating(kind);
    const found = await whereAmI();
    const place = 'place' in found ? found.place : undefined;
    const kept = await say(kind, place);
    setLocating(undefined);
    if (!kept || kind !== 'check-in') return;
    if ('refused' in found) setTold({ weight: 'warn', text: words.visit.noPlace[found.refused] });
    else if (visit.at) {
      const far = words.metres(metresBetween(found.place, visit.at));
      setTold(isFar(found.place, visit.at) ? { weight: 'warn', text: words.visit.far(far) } : { weight: 'note', text: words.visit.near(far) });
    }
  };
  const open = async (): Promise<void> => {
    if (visit.state !== 'started' && !said.start && visit.mine && !(await say('start'))) return;
    go({ page: 'form', key });
  };

  if (held.handedIn)
    return (
      <section class="card">
        <Notice weight="good" text={words.visit.arrived} />
      </section>
    );
  if (complete)
    return (
      <section class="card">
        <div class="line">
          <h2>{words.visit.handed}</h2>
          {where && <WhereMark where={where} />}
        </div>
        <p>{complete.problem ? (complete.problem.detail ?? complete.problem.title) : words.visit.handedWhy}</p>
        {trouble && <Notice weight="stop" text={trouble} />}
        <div class="buttons">
          <button type="button" onClick={() => go({ page: 'form', key })}>
            <Icon name="eye" />
            {words.visit.look}
          </button>
          {canBeTakenBack(complete) && (
            <button type="button" disabled={busy} onClick={() => void keep(() => takeBack(desk, key, Date.now()))}>
              <Icon name="undo-2" />
              {words.visit.takeBack}
            </button>
          )}
        </div>
      </section>
    );
  const onTheWay = said['set-out'] !== undefined || visit.onTheWay === true;
  const there = said['check-in'] !== undefined || visit.there === true;
  const next = paused ? 'resume' : there ? 'form' : onTheWay ? 'check-in' : 'set-out';
  return (
    <section class="card">
      <div class="line">
        <h2>{words.visit.next}</h2>
        {where && <WhereMark where={where} />}
      </div>
      {(onTheWay || there) && (
        <ul class="done">
          {onTheWay && (
            <li>
              <Icon name="circle-check" />
              {words.visit.setOutDone(said['set-out'] && time(said['set-out']))}
            </li>
          )}
          {there && (
            <li>
              <Icon name="circle-check" />
              {words.visit.checkInDone(said['check-in'] && time(said['check-in']))}
            </li>
          )}
        </ul>
      )}
      {told && <Notice {...told} />}
      {trouble && <Notice weight="stop" text={trouble} />}
      {paused && <Notice weight="note" text={words.visit.pausedNow} />}
      {locating && (
        <p role="status" class="quiet">
          {words.visit.locating}
        </p>
      )}
      <div class="stack">
        {next === 'resume' && (
          <button type="button" class="main" disabled={busy} onClick={() => void say('resume')}>
            <Icon name="play" />
            {words.visit.resume}
          </button>
        )}
        {next === 'set-out' && (
          <button type="button" class="main" disabled={!!locating || busy} onClick={() => void move('set-out')}>
            <Icon name="truck" />
            {words.visit.setOut}
          </button>
        )}
        {(next === 'set-out' || next === 'check-in') && (
          <button type="button" class={next === 'check-in' ? 'main' : ''} disabled={!!locating || busy} onClick={() => void move('check-in')}>
            <Icon name="map-pin" />
            {words.visit.checkIn}
          </button>
        )}
        {next !== 'resume' && (
          <button type="button" class={next === 'form' ? 'main' : ''} disabled={busy} onClick={() => void open()}>
            <Icon name="pen-line" />
            {desk.drafts.has(key) ? words.visit.goOn : words.visit.fillIn}
          </button>
        )}
        {next !== 'resume' && there && <Pause {...{ visit }} />}
      </div>
    </section>
  );
}
