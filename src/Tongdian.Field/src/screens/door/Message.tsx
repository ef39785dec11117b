import { useApp } from '../../shell/context';
import { useWords } from '../../words/words';
import { Door } from './Door';

/** Why the app is not to be had here, and what can be done. */
export function Message({ at }: { at: 'elsewhere' | 'wiped' | 'no-storage' }) {
  const { app } = useApp();
  const all = useWords();
  const words = all.door;
  switch (at) {
    case 'elsewhere':
      return (
        <Door title={words.elsewhere} why={words.elsewhereWhy}>
          <button class="main" onClick={() => void app.start(true)}>
            {words.takeOver}
          </button>
        </Door>
      );
    case 'wiped':
      return (
        <Door title={words.wiped} why={words.wipedWhy}>
          <button class="main" onClick={() => void app.wipe('sign-in')}>
            {words.again}
          </button>
        </Door>
      );
    case 'no-storage':
      return (
        <Door title={words.noStorage} why={words.noStorageWhy}>
          <button class="main" onClick={() => location.reload()}>
            {all.retry}
          </button>
        </Door>
      );
  }
}
