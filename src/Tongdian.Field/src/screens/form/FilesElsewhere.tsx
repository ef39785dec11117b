import { useState } from 'preact/hooks';
import type { Guid } from '../../model';
import { useWords } from '../../words/words';
import { Icon } from '../Icon';

/** Files that the server holds and this device has not: they cannot be looked at here, and may be taken out of the entry. */
export function FilesElsewhere({ files, onRemove }: { files: Guid[]; onRemove?: (file: Guid) => void }) {
  const words = useWords().form;
  const [sure, setSure] = useState<Guid>();
  return (
    <ul class="list">
      {files.map((file, i) => (
        <li class="line" key={file}>
          <span>
            <Icon name="shield-check" /> {words.atServer(i + 1)}
          </span>
          {onRemove &&
            (sure === file ? (
              <button type="button" class="danger" onClick={() => onRemove(file)}>
                {words.removeFileSure}
              </button>
            ) : (
              <button type="button" class="plain" onClick={() => setSure(file)}>
                <Icon name="trash-2" />
                {words.remove}
              </button>
            ))}
        </li>
      ))}
    </ul>
  );
}
