import { useEffect, useState } from 'preact/hooks';
import type { Visit } from '../../model';
import { useSession } from '../../shell/context';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { showFile } from '../showFile';

/** Drawings and papers of the case; what was fetched opens without a network. */
export function Documents({ visit }: { visit: Visit }) {
  const { vault, line } = useSession();
  const words = useWords().visit;
  const [here, setHere] = useState<Set<string>>(new Set());
  const [broken, setBroken] = useState<string>();
  useEffect(() => {
    void Promise.all(visit.documents.map(async ({ file }) => ((await vault.has('documents', file)) ? file : ''))).then((found) =>
      setHere(new Set(found)),
    );
  }, [visit]);
  if (visit.documents.length === 0) return null;
  const open = async (file: string, mediaType: string): Promise<void> => {
    setBroken(undefined);
    try {
      const bytes = (await vault.bytes('documents', file)) ?? (await line.call((token) => line.server.document(token, visit.number, file)));
      showFile(new Blob([bytes], { type: mediaType }));
    } catch {
      setBroken(file);
    }
  };
  return (
    <section>
      <h2>{words.documents}</h2>
      <ul class="list card">
        {visit.documents.map(({ file, label, mediaType }) => (
          <li key={file}>
            <button type="button" class="row" onClick={() => void open(file, mediaType)}>
              <Icon name={mediaType.startsWith('image/') ? 'image' : 'file-text'} />
              <span>
                {label}
                <small>{broken === file ? words.cannotOpen : here.has(file) ? words.onDevice : words.notYet}</small>
              </span>
              <Icon name="chevron-right" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
