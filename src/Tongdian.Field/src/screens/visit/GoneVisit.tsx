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
import { useKeeping } from '../useKeeping';

const endings: Record<string, string> = { 'image/png': 'png', 'application/pdf': 'pdf' };

/** The case went another way meanwhile: what was entered stays readable, and can be given to the coordinator. */
export function GoneVisit({ held }: { held: HeldVisit }) {
  const { desk } = useSession();
  const words = useWords();
  const { go, back } = useRoute();
  const [saved, setSaved] = useState<{ unreadable: string[] }>();
  const { busy, trouble, keep } = useKeeping();
  const [sure, setSure] = useState(false);
  const key = visitKey(held.visit);
  const save = async (): Promise<void> => {
    saveFile(new Blob(['\uFEFF', asText(desk, key)], { type: 'text/plain' }), `${held.visit.number}-${held.visit.stage}.txt`);
    const unreadable: string[] = [];
    for (const file of [...desk.files.values()].filter((f) => visitKey(f) === key)) {
      const name = `${held.visit.number}-${file.kind}-${file.id.slice(-6)}.${endings[file.mediaType] ?? 'jpg'}`;
      // One that cannot be read does not keep the others.
      await octetsOf(desk, file.id).then((blob) => saveFile(blob, name), () => unreadable.push(name));
    }
    setSaved({ unreadable });
  };
  return (
    <section class="card">
      <Notice weight="stop" text={held.gone?.words ? words.of(words.gone.title, held.gone.words) : words.gone.title}>
        <p>{words.gone.keeps}</p>
        <p>{words.gone.asks}</p>
      </Notice>
      {saved && <Notice weight="good" text={words.gone.saved} />}
      {saved && saved.unreadable.length > 0 && <Notice weight="stop" text={words.gone.unreadable(saved.unreadable)} />}
      {trouble && <Notice weight="stop" text={trouble} />}
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
            <button type="button" class="danger" disabled={busy} onClick={() => void keep(() => letGo(desk, key)).then((gone) => gone && back())}>
              <Icon name="trash-2" />
              {words.gone.letGo}
            </button>
          </>
        )}
      </div>
    </section>
  );
}
