import { forget, setAside } from '../../core/outbox/conflict';
import { whereFile, whereOperation } from '../../core/state';
import { noticeKind } from '../../core/work/steps';
import { isEntry, type Kept, type KeptFile } from '../../core/work/records';
import { visitKey } from '../../model';
import { useSession } from '../../shell/context';
import { useRoute } from '../../shell/route';
import { useWords } from '../../words/words';
import { Frame } from '../Frame';
import { Icon } from '../Icon';
import { Notice } from '../Notice';
import { WhereMark } from '../WhereMark';

/** Everything that has not arrived, case by case, and what can be done about it. */
export function SendingPage() {
  const session = useSession();
  const { desk, beat } = session;
  const words = useWords();
  const unsent = desk.unsent();
  const keys = [...desk.visits.keys()].filter((key) => desk.of(key).length > 0 || filesOf(key).length > 0);
  function filesOf(key: string): KeptFile[] {
    return [...desk.files.values()].filter((file) => visitKey(file) === key);
  }
  return (
    <Frame title={words.sending.title}>
      <section class="card">
        <Notice
          weight={unsent.operations + unsent.files === 0 ? 'good' : 'note'}
          text={unsent.operations + unsent.files === 0 ? words.sending.all : words.sending.waiting(unsent.operations, unsent.files)}
        >
          {unsent.operations + unsent.files > 0 && <p>{words.sending.next}</p>}
        </Notice>
        <div class="line">
          <span class="quiet">{beat.lastReachedAt ? words.sending.last(words.time(new Date(beat.lastReachedAt))) : words.reach[beat.reach]}</span>
          <button type="button" disabled={beat.running} onClick={() => beat.poke(true)}>
            <Icon name="send" />
            {words.sending.sendNow}
          </button>
        </div>
      </section>
      {keys.map((key) => (
        <section key={key}>
          <h2>
            {desk.visits.get(key)!.visit.customer.name} · {desk.visits.get(key)!.visit.name}
          </h2>
          <ul class="card list">
            {desk.of(key).map((kept) => (
              <OperationRow key={kept.operation.id} {...{ kept }} />
            ))}
            {filesOf(key).map((file) => (
              <FileRow key={file.id} {...{ file }} />
            ))}
          </ul>
        </section>
      ))}
    </Frame>
  );
}

function OperationRow({ kept }: { kept: Kept }) {
  const session = useSession();
  const words = useWords();
  const { go } = useRoute();
  const key = visitKey(kept.operation);
  return (
    <li>
      <div class="line">
        <b>{words.sending.kinds[kept.operation.kind]}</b>
        {kept.state === 'aside' ? <span class="quiet">{words.sending.aside}</span> : <WhereMark where={whereOperation(session, kept)} />}
      </div>
      <p class="quiet">{words.moment(new Date(kept.operation.saidAt))}</p>
      {kept.problem && (
        <p class="wrong">
          {kept.problem.detail ?? kept.problem.title}
          {Object.values(kept.problem.errors ?? {})
            .flat()
            .map((text) => (
              <>
                <br />
                {text}
              </>
            ))}
        </p>
      )}
      {kept.state === 'refused' && (
        <div class="buttons">
          {isEntry(kept.operation) && (
            <button type="button" onClick={() => go({ page: 'form', key })}>
              {words.sending.mend}
            </button>
          )}
          <button type="button" onClick={() => void setAside(session.desk, kept.operation.id)}>
            {words.sending.setAside}
          </button>
        </div>
      )}
      {kept.state === 'conflict' && (
        <button type="button" onClick={() => go({ page: 'conflict', key })}>
          {words.warn.decide}
        </button>
      )}
      {kept.state === 'aside' && (
        <button type="button" class="plain" onClick={() => void forget(session.desk, key)}>
          <Icon name="trash-2" />
          {words.sending.forget}
        </button>
      )}
    </li>
  );
}

function FileRow({ file }: { file: KeptFile }) {
  const session = useSession();
  const words = useWords();
  const sent = session.sending.get(file.id);
  const { visit } = session.desk.visits.get(visitKey(file)) ?? {};
  const label = visit?.files.find((f) => f.kind === file.kind)?.label ?? visit?.signatures.find((s) => s.role === file.kind)?.label ?? (file.kind === noticeKind ? words.sending.kinds['sign-notice'] : file.kind);
  const again = (): void => {
    void session.desk.commit(() => [{ store: 'files', name: file.id, value: { ...file, problem: undefined } }]).then(() => session.beat.poke(true));
  };
  return (
    <li>
      <div class="line">
        <span>
          {label} <small class="quiet">{words.bytes(file.bytes)}</small>
        </span>
        <WhereMark where={whereFile(session, file.id)} />
      </div>
      {sent !== undefined && !file.safe && (
        <progress max={file.bytes} value={sent} aria-label={words.sending.of(words.bytes(sent), words.bytes(file.bytes))} />
      )}
      {file.problem && (
        <>
          <p class="wrong">{file.problem.code === 'app.file-damaged' ? words.sending.damaged : (file.problem.detail ?? file.problem.title)}</p>
          <button type="button" onClick={again}>
            {words.sending.sendAgain}
          </button>
        </>
      )}
    </li>
  );
}
