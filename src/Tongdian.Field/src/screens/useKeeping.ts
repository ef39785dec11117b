import { useState } from 'preact/hooks';
import { isFull } from '../core/vault/full';
import { useWords } from '../words/words';

export interface Keeping {
  busy: boolean;
  /** Why the last attempt was not kept, in words. */
  trouble?: string;
  /** False when it was not kept. */
  keep: (what: () => Promise<void>) => Promise<boolean>;
}

/** Something that is to be kept on the device: busy meanwhile, and what to say when it was not. */
export function useKeeping(): Keeping {
  const words = useWords().warn;
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const keep = async (what: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await what();
      return true;
    } catch (error) {
      setTrouble(isFull(error) ? words.full : words.notKept);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, keep, ...(trouble && { trouble }) };
}
