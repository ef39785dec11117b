import { useState } from 'preact/hooks';
import { letGo } from '../../core/outbox/pull';
import { asText } from '../../core/work/handOn';
import { octetsOf } from '../../core/work/photos';
import type { HeldVisit } from '../../core/work/records';
import { visitKey } from '../../model';
import { useSession } from '../../shell/context';
import { useRoute } from '../../shell/route';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { Notice } from '../Notice';
import { saveFile } from '../showFile';

/** The case went another way meanwhile: what was entered stays readable, and can be given to the coordinator. */
export function GoneVisit({ held }: { held: HeldVisit }) {
  const { desk } = useSession();
  const words = useWords();
  const { go, back } = useRoute();
  const [saved, setSaved] = useState(false);
  const [sure, setSure] = useState(false);
  const key = visitKey(held.visit);
  const save = async (): Promise<void> => {
    saveFile(new Blob(['\uFEFF', asText(desk, key)], { type: 'text/plain' }), `${held.visit.number}-${held.visit.stage}.txt`);
    for (const file of [...desk.files.values()].filter((f) => visitKey(f) === key))
      saveFile(
        await octetsOf(desk, file.id),
        `${held.visit.number}-${file.kind}-${file.id.slice(-6)}.${file.mediaType === 'image/png' ? 'png' : file.mediaType === 'application/pdf' ? 'pdf' : 'jpg'}`,
      );
    setSaved(true);
  };
  return (
    <section class="card">
      <Notice weight="stop" text={`${words.gone.title}${held.gone?.words ? `：${held.gone.words}` : ''}`}>
        <p>{words.gone.keeps}</p>
        <p>{words.gone.asks}</p>
      </Notice>
      {saved && <Notice weight="good" text={words.gone.saved} />}
      <div class="stack">
        <button type="button" class="main" onClick={() => void save()}>
          <Icon name="download" />
          {words.gone.save}
        </button>
        <button type="button" onClick={() => go({ page: 'form', key })}>
          <Icon name="eye" />
          {words.visit.look}
        </button>
        {!sure ? (
          <button type="button" class="danger-plain" onClick={() => setSure(true)}>
            <Icon name="trash-2" />
            {words.gone.letGo}
          </button>
        ) : (
          <>
            <p class="wrong">{words.gone.letGoSure}</p>
            <button type="button" class="danger" onClick={() => void letGo(desk, key).then(back)}>
              <Icon name="trash-2" />
              {words.gone.letGo}
            </button>
          </>
        )}
      </div>
    </section>
  );
}
