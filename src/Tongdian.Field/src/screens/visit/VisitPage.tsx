import type { Visit } from '../../model';
import { useSession } from '../../shell/context';
import { useRoute } from '../../shell/route';
import { useWords } from '../../words/words';
import { Frame } from '../Frame';
import { Icon } from '../Icon';
import { Due } from '../today/VisitCard';
import { Documents } from './Documents';
import { GoneVisit } from './GoneVisit';
import { NextStep } from './NextStep';
import { ServiceNotice } from './ServiceNotice';

/** Opens the map program of the phone. */
function mapOf({ at, address }: Visit): string {
  const name = encodeURIComponent(address);
  return at ? `geo:${at.lat},${at.lon}?q=${at.lat},${at.lon}(${name})` : `geo:0,0?q=${name}`;
}

/** A visit: whom to call, where to go, what to do next, and what is known. */
export function VisitPage({ visit: key }: { visit: string }) {
  const { desk } = useSession();
  const words = useWords();
  const { back } = useRoute();
  const held = desk.visits.get(key);
  if (!held)
    return (
      <Frame title={words.today.title}>
        <div class="card empty">
          <p>{words.visit.arrived}</p>
          <button type="button" class="main" onClick={back}>
            {words.back}
          </button>
        </div>
      </Frame>
    );
  const { visit } = held;
  return (
    <Frame title={visit.name}>
      {held.gone && <GoneVisit {...{ held }} />}
      <section class="card">
        <div class="marks">
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
          {visit.dueAt && !held.handedIn && <Due at={visit.dueAt} />}
        </div>
        <h2 class="who">{visit.customer.name}</h2>
        {visit.customer.organisation && <p>{visit.customer.organisation}</p>}
        <p>{visit.address}</p>
        <dl class="facts">
          <div>
            <dt>{words.visit.appointment}</dt>
            <dd>
              {visit.appointment
                ? `${visit.appointment.words} · ${visit.appointment.agreed ? words.today.agreed : words.today.proposed}`
                : words.today.noAppointment}
            </dd>
          </div>
          <div>
            <dt>{words.visit.number}</dt>
            <dd>
              {visit.number} · {visit.processName}
            </dd>
          </div>
        </dl>
        <div class="buttons">
          {visit.customer.phone && (
            <a class="button" href={`tel:${visit.customer.phone}`}>
              <Icon name="phone" />
              {words.visit.call}
            </a>
          )}
          <a class="button" href={mapOf(visit)}>
            <Icon name="navigation" />
            {words.visit.navigate}
          </a>
        </div>
      </section>
      {!held.gone && <NextStep {...{ held }} />}
      <Documents {...{ visit }} />
      {visit.known.length > 0 && (
        <section>
          <h2>{words.visit.known}</h2>
          {visit.known.map((stage) => (
            <details class="card fold" key={stage.stage}>
              <summary>
                {stage.name}
                <Icon name="chevron-down" />
              </summary>
              <dl class="facts">
                {stage.values.map((v) => (
                  <div key={v.label}>
                    <dt>{v.label}</dt>
                    <dd>{v.value}</dd>
                  </div>
                ))}
              </dl>
            </details>
          ))}
        </section>
      )}
      {visit.notice && <ServiceNotice visit={key} notice={visit.notice} />}
    </Frame>
  );
}
