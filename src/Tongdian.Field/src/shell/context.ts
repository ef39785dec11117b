import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { FieldApp } from '../core/app';
import type { Session } from '../core/session';
import type { Updates } from './update';

export const AppContext = createContext<{ app: FieldApp; updates: Updates }>(null!);

export const useApp = () => useContext(AppContext);

/** The opened session, for the screens that are shown when there is one. */
export const SessionContext = createContext<Session>(null!);

export const useSession = (): Session => useContext(SessionContext);

/** Draws anew whenever something changes, at most once per frame. */
export function useChanges(listen: (changed: () => void) => () => void): void {
  const [, draw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    let frame = 0;
    const changed = (): void => {
      if (frame === 0)
        frame = requestAnimationFrame(() => {
          frame = 0;
          draw(undefined);
        });
    };
    const stop = listen(changed);
    // What changed between the first drawing and now was heard by nobody.
    changed();
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, []);
}
