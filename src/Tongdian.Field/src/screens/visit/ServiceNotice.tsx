import type { Visit } from '../../model';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';

export function ServiceNotice({ notice }: { notice: NonNullable<Visit['notice']> }) {
  const words = useWords().visit;
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
    </section>
  );
}

function List({ title, items }: { title: string; items: string[] }) {
  return items.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}
