import { useEffect, useState } from 'preact/hooks';
import { askToPersist, roomLeft } from '../../core/here';
import { useApp, useSession } from '../../shell/context';
import { useLanguage, useWords } from '../../words/words';
import { Frame } from '../Frame';
import { Icon } from '../Icon';
import { Notice } from '../Notice';
import { ChangePin } from './ChangePin';

/** Language, lock, PIN, what the device holds, and the way out. */
export function MorePage() {
  const session = useSession();
  const { app, updates } = useApp();
  const words = useWords();
  const { language, choose } = useLanguage();
  const [room, setRoom] = useState<number>();
  const [persisted, setPersisted] = useState(false);
  const [sure, setSure] = useState(false);
  useEffect(() => {
    void roomLeft().then(setRoom);
    void askToPersist().then(setPersisted);
  }, []);
  const { operations, files } = session.desk.unsent();
  const owed = operations + files;
  const { staff, company } = session.me;
  return (
    <Frame title={words.more.title}>
      <section class="card">
        <dl class="facts">
          <div>
            <dt>{words.more.person}</dt>
            <dd>
              {staff.name}
              {staff.workNumber && ` · ${staff.workNumber}`}
            </dd>
          </div>
          <div>
            <dt>{words.more.company}</dt>
            <dd>
              {company.name}
              {company.telephone && (
                <>
                  {' '}
                  · <a href={`tel:${company.telephone}`}>{company.telephone}</a>
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>{words.more.storage}</dt>
            <dd>
              {room !== undefined && `${words.more.left(words.bytes(room))} · `}
              {persisted ? words.more.persisted : words.more.notPersisted}
            </dd>
          </div>
          <div>
            <dt>{words.more.offline}</dt>
            <dd>{updates.complete ? words.more.offlineReady : words.more.offlineNot}</dd>
          </div>
        </dl>
      </section>
      <fieldset class="card segments">
        <legend>{words.more.language}</legend>
        <div class="segments-row">
          {(['zh', 'en'] as const).map((l) => (
            <label key={l} lang={l === 'en' ? 'en' : 'zh-CN'}>
              <input
                type="radio"
                name="language"
                checked={language === l}
                onChange={() => {
                  choose(l);
                  session.beat.poke();
                }}
              />
              <span>{l === 'en' ? 'English' : '中文'}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <section class="card stack">
        <button type="button" onClick={() => void app.lock()}>
          <Icon name="lock" />
          {words.more.lock}
        </button>
        <p class="quiet">{words.more.lockWhy}</p>
        <ChangePin />
      </section>
      <section class="card stack">
        <p class="quiet">{words.more.signOutWhy}</p>
        {owed > 0 ? (
          <Notice weight="warn" text={words.more.signOutRefused(owed)} />
        ) : sure ? (
          <button type="button" class="danger" onClick={() => void app.wipe('sign-in')}>
            <Icon name="log-out" />
            {words.more.signOutSure}
          </button>
        ) : (
          <button type="button" class="danger-plain" onClick={() => setSure(true)}>
            <Icon name="log-out" />
            {words.more.signOut}
          </button>
        )}
      </section>
    </Frame>
  );
}
