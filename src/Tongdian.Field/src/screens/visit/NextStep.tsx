import { useState } from 'preact/hooks';
import { whereAmI } from '../../core/here';
import { isFull } from '../../core/vault/full';
import { distanceM, isFar } from '../../core/work/distance';
import { canBeTakenBack, handedIn, step, takeBack } from '../../core/work/enter';
import type { HeldVisit } from '../../core/work/records';
import { whereVisit } from '../../core/state';
import { visitKey, type Place } from '../../model';
import { useSession } from '../../shell/context';
import { useRoute } from '../../shell/route';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { Notice } from '../Notice';
import { WhereMark } from '../WhereMark';
import { Pause } from './Pause';

/** What to do now, as one large button; what was done, above it. */
export function NextStep({ held }: { held: HeldVisit }) {
  const session = useSession();
  const { desk, beat } = session;
  const words = useWords();
  const { go } = useRoute();
  const [locating, setLocating] = useState<'set-out' | 'check-in'>();
  const [told, setTold] = useState<{ weight: 'note' | 'warn' | 'stop'; text: string }>();
  const { visit, said } = held;
  const key = visitKey(visit);
  const where = whereVisit(session, key);
  const complete = handedIn(desk, key);
  const paused = later(said.pause, said.resume) ?? visit.paused;
  const time = (at: string): string => words.time(new Date(at));

  const say = async (kind: 'set-out' | 'check-in' | 'start' | 'resume', place?: Place): Promise<boolean> => {
    try {
      await step(desk, key, Date.now(), kind, place);
    } catch (error) {
      setTold({ weight: 'stop', text: isFull(error) ? words.warn.full : words.warn.notKept });
      return false;
    }
    beat.poke(true);
    return true;
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
      const far = words.metres(distanceM(found.place, visit.at));
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
        <div class="buttons">
          <button type="button" onClick={() => go({ page: 'form', key })}>
            <Icon name="eye" />
            {words.visit.look}
          </button>
          {canBeTakenBack(complete) && (
            <button type="button" onClick={() => void takeBack(desk, key)}>
              <Icon name="undo-2" />
              {words.visit.takeBack}
            </button>
          )}
        </div>
      </section>
    );
  const next = paused ? 'resume' : !said['set-out'] && !said['check-in'] ? 'set-out' : !said['check-in'] ? 'check-in' : 'form';
  return (
    <section class="card">
      <div class="line">
        <h2>{words.visit.next}</h2>
        {where && <WhereMark where={where} />}
      </div>
      {(said['set-out'] || said['check-in']) && (
        <ul class="done">
          {said['set-out'] && (
            <li>
              <Icon name="circle-check" />
              {words.visit.setOutDone(time(said['set-out']))}
            </li>
          )}
          {said['check-in'] && (
            <li>
              <Icon name="circle-check" />
              {words.visit.checkInDone(time(said['check-in']))}
            </li>
          )}
        </ul>
      )}
      {told && <Notice {...told} />}
      {paused && <Notice weight="note" text={words.visit.pausedNow} />}
      {locating && (
        <p role="status" class="quiet">
          {words.visit.locating}
        </p>
      )}
      <div class="stack">
        {next === 'resume' && (
          <button type="button" class="main" onClick={() => void say('resume')}>
            <Icon name="play" />
            {words.visit.resume}
          </button>
        )}
        {next === 'set-out' && (
          <button type="button" class="main" disabled={!!locating} onClick={() => void move('set-out')}>
            <Icon name="truck" />
            {words.visit.setOut}
          </button>
        )}
        {(next === 'set-out' || next === 'check-in') && (
          <button type="button" class={next === 'check-in' ? 'main' : ''} disabled={!!locating} onClick={() => void move('check-in')}>
            <Icon name="map-pin" />
            {words.visit.checkIn}
          </button>
        )}
        {next !== 'resume' && (
          <button type="button" class={next === 'form' ? 'main' : ''} onClick={() => void open()}>
            <Icon name="pen-line" />
            {desk.drafts.has(key) ? words.visit.goOn : words.visit.fillIn}
          </button>
        )}
        {next !== 'resume' && said['check-in'] && <Pause {...{ visit }} />}
      </div>
    </section>
  );
}

function later(paused: string | undefined, resumed: string | undefined): boolean | undefined {
  return paused === undefined && resumed === undefined ? undefined : (paused ?? '') > (resumed ?? '');
}
