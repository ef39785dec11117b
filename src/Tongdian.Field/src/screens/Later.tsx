import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../words/words';

/** A part of the app that is fetched when it is first needed. */
export function Later<P extends object>({ load, ...props }: { load: () => Promise<ComponentType<P>> } & P) {
  const words = useWords();
  const [Part, setPart] = useState<ComponentType<P>>();
  const [failed, setFailed] = useState(false);
  const fetchPart = (): void => {
    setFailed(false);
    load().then(
      (part) => setPart(() => part),
      () => setFailed(true),
    );
  };
  useEffect(fetchPart, [load]);
  if (failed)
    return (
      <div class="page">
        <button type="button" onClick={fetchPart}>
          {words.retry}
        </button>
      </div>
    );
  return Part ? <Part {...(props as unknown as P)} /> : <div class="page" aria-busy="true" />;
}
