import { useEffect, useMemo, useReducer } from 'preact/hooks';
import { Pad } from '../../core/work/pad';
import { useSession } from '../../shell/context';

/** The form's pad; what was typed is kept when the app goes to the back, is left, or is closed. */
export function usePad(key: string): Pad {
  const { desk, beat } = useSession();
  const [, draw] = useReducer((n: number) => n + 1, 0);
  const pad = useMemo(() => new Pad(desk, key, () => draw(undefined)), [desk, key]);
  useEffect(() => {
    desk.pads.add(pad);
    const keep = (): void => void pad.keep();
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') keep();
    };
    const leaving = (event: BeforeUnloadEvent): void => {
      if (pad.unkept) {
        keep();
        event.preventDefault();
      }
    };
    document.addEventListener('visibilitychange', hidden);
    addEventListener('pagehide', keep);
    addEventListener('beforeunload', leaving);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      removeEventListener('pagehide', keep);
      removeEventListener('beforeunload', leaving);
      void pad.keep().then(() => {
        desk.pads.delete(pad);
        beat.poke(true);
      });
    };
  }, [pad]);
  return pad;
}
