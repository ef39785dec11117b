import { useEffect, useState } from 'preact/hooks';
import { roomLeft } from '../../core/here';
import { byTurn } from '../../core/work/order';
import { useSession } from '../../shell/context';
import { useWords } from '../../words/words';
import { Frame } from '../Frame';
import { Icon } from '../Icon';
import { Notice } from '../Notice';
import { SketchMap } from './SketchMap';
import { VisitCard } from './VisitCard';

// A day's photos may take as much.
const scarce = 200 * 1024 * 1024;

/** Where to go today, in order. */
export function TodayPage() {
  const { desk, beat, me } = useSession();
  const words = useWords();
  const [room, setRoom] = useState<number>();
  useEffect(() => {
    void roomLeft().then(setRoom);
  }, []);
  const now = new Date();
  const held = [...desk.visits].sort(([, a], [, b]) => byTurn(localDay(now))(a.visit, b.visit));
  const mine = held.filter(([, { visit }]) => visit.mine);
  const pool = held.filter(([, { visit }]) => !visit.mine);
  return (
    <Frame title={words.today.title} top>
      <div class="line">
        <div>
          <p class="day">{words.day(now)}</p>
          <p class="quiet">
            {me.staff.name} · {beat.lastReachedAt ? words.today.updated(words.time(new Date(beat.lastReachedAt))) : words.today.never}
          </p>
        </div>
        <button type="button" class="plain" disabled={beat.running} onClick={() => beat.poke(true)}>
          <Icon name="refresh-cw" />
          {words.today.refresh}
        </button>
      </div>
      {room !== undefined && room < scarce && <Notice weight="warn" text={words.warn.storage(words.bytes(room))} />}
      {held.length === 0 && (
        <div class="card empty">
          <Icon name="calendar-clock" />
          <p>{words.today.empty}</p>
          <p class="quiet">{words.today.emptyWhy}</p>
        </div>
      )}
      {mine.length > 0 && <Visits title={words.today.mine} keys={mine.map(([key]) => key)} first={1} />}
      <SketchMap keys={mine.map(([key]) => key)} />
      {pool.length > 0 && <Visits title={words.today.pool} keys={pool.map(([key]) => key)} first={mine.length + 1} />}
    </Frame>
  );
}

function Visits({ title, keys, first }: { title: string; keys: string[]; first: number }) {
  return (
    <section>
      <h2>{title}</h2>
      <ol class="cards" start={first}>
        {keys.map((key, i) => (
          <li key={key}>
            <VisitCard visit={key} turn={first + i} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function localDay(at: Date): string {
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
}
