import { useState } from 'preact/hooks';
import type { KeptFile } from '../../core/work/records';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';
import { useKeeping } from '../useKeeping';

/** Documents as PDF. */
export function PaperInput({
  papers,
  room,
  label,
  onTake,
  onRemove,
}: {
  papers: KeptFile[];
  room: number;
  label: string;
  onTake: (blob: Blob) => Promise<string>;
  onRemove: (id: string) => void;
}) {
  const words = useWords();
  const [wrong, setWrong] = useState<string>();
  const { busy, trouble, keep } = useKeeping();
  const take = async (files: File[]): Promise<void> => {
    setWrong(undefined);
    for (const file of files.slice(0, room)) {
      if (file.size === 0) {
        setWrong(words.form.empty);
        continue;
      }
      if (!(await keep(() => onTake(file).then(() => undefined)))) return;
    }
  };
  return (
    <>
      <ul class="list">
        {papers.map((paper) => (
          <li class="line" key={paper.id}>
            <span>
              <Icon name="file-text" /> PDF · {words.bytes(paper.bytes)}
            </span>
            <button type="button" class="plain" onClick={() => onRemove(paper.id)}>
              <Icon name="trash-2" />
              {words.form.remove}
            </button>
          </li>
        ))}
      </ul>
      {(wrong ?? trouble) && (
        <p class="wrong" role="alert">
          {wrong ?? trouble}
        </p>
      )}
      {room > 0 && (
        <label class="button">
          <Icon name="upload" />
          {words.form.addFile}
          <input
            class="unseen"
            type="file"
            disabled={busy}
            accept="application/pdf"
            multiple
            aria-label={`${words.form.addFile}: ${label}`}
            onChange={(e) => {
              const files = [...(e.currentTarget.files ?? [])];
              e.currentTarget.value = '';
              void take(files);
            }}
          />
        </label>
      )}
    </>
  );
}
