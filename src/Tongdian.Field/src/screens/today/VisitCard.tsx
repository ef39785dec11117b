import { whereVisit } from '../../core/state';
import { useSession } from '../../shell/context';
import { useRoute } from '../../shell/route';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { WhereMark } from '../WhereMark';

/** One visit: when, what, who, where, and how far its work has come. */
export function VisitCard({ visit: key, turn }: { visit: string; turn: number }) {
  const session = useSession();
  const { go } = useRoute();
  const words = useWords();
  const held = session.desk.visits.get(key)!;
  const { visit } = held;
  const where = whereVisit(session, key);
  return (
    <button type="button" class={`card visit${visit.urgent ? ' visit-urgent' : ''}`} onClick={() => go({ page: 'visit', key })}>
      <span class="turn" aria-hidden="true">
        {turn}
      </span>
      <span class="visit-body">
        <span class="visit-when">{visit.appointment?.words ?? words.today.noAppointment}</span>
        <span class="visit-what">
          <b>{visit.name}</b> · {visit.processName}
        </span>
        <span>{visit.customer.name}</span>
        <span class="quiet">{visit.address}</span>
        <span class="marks">
          {visit.urgent && (
            <span class="state state-late">
              <Icon name="siren" />
              {words.today.urgent}
            </span>
          )}
          {visit.green && (
            <span class="state state-on-time">
              <Icon name="leaf" />
              {words.today.green}
            </span>
          )}
          {visit.paused && (
            <span class="state state-paused">
              <Icon name="circle-pause" />
              {words.today.paused}
            </span>
          )}
          {held.gone ? (
            <span class="state state-late">
              <Icon name="circle-x" />
              {words.today.gone}
            </span>
          ) : held.handedIn ? (
            <span class="state state-done">
              <Icon name="circle-check" />
              {words.today.handedIn}
            </span>
          ) : (
            visit.dueAt && <Due at={visit.dueAt} />
          )}
          {where && <WhereMark where={where} />}
        </span>
      </span>
      <Icon name="chevron-right" />
    </button>
  );
}

export function Due({ at }: { at: string }) {
  const words = useWords();
  const due = new Date(at);
  const left = due.getTime() - Date.now();
  const text = words.moment(due);
  return left < 0 ? (
    <span class="state state-late">
      <Icon name="triangle-alert" />
      {words.today.late(text)}
    </span>
  ) : (
    <span class={`state ${left < 4 * 3_600_000 ? 'state-near' : 'state-idle'}`}>
      <Icon name="clock" />
      {words.today.due(text)}
    </span>
  );
}
