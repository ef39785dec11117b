import type { Visit } from '../../model';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { NoticeSignature } from './NoticeSignature';

/** What the customer was told, what the crew does in order, and the customer's signature at the end. */
export function ServiceNotice({ visit: key, notice }: { visit: string; notice: NonNullable<Visit['notice']> }) {
  const { visit: words, notice: ours } = useWords();
  return (
    <section>
      <h2>{words.notice}</h2>
      <div class="card">
        <p>{notice.content}</p>
        {notice.duration && (
          <p class="quiet">
            {words.duration} {notice.duration}
          </p>
        )}
        <List title={words.prepare} items={notice.prepare} />
        <List title={words.standard} items={notice.standard} />
        <List title={ours.stepsOf} items={notice.steps} ordered />
        {notice.way.length > 0 && (
          <>
            <h3>{words.way}</h3>
            <ol class="way">
              {notice.way.map((stage) => (
                <li key={stage.name} class={`way-${stage.state}`}>
                  <Icon
                    name={
                      stage.state === 'completed' ? 'circle-check' : stage.state === 'started' || stage.state === 'open' ? 'circle-alert' : 'circle'
                    }
                  />
                  {stage.name}
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
      <NoticeSignature visit={key} {...{ notice }} />
    </section>
  );
}

function List({ title, items, ordered }: { title: string; items: string[]; ordered?: boolean }) {
  const Items = ordered ? 'ol' : 'ul';
  return items.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <Items>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </Items>
    </>
  );
}
