import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { FieldApp } from '../core/app';
import type { Session } from '../core/session';
import type { Updates } from './update';

export const AppContext = createContext<{ app: FieldApp; updates: Updates }>(null!);

export const useApp = () => useContext(AppContext);

/** The opened session; only below screens that are shown when there is one. */
export function useSession(): Session {
  const { app } = useApp();
  if (app.phase.at !== 'open') throw new Error('No session is open.');
  return app.phase.session;
}

/** Draws anew whenever something changes, at most once per frame. */
export function useChanges(listen: (changed: () => void) => () => void): void {
  const [, draw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    let frame = 0;
    const stop = listen(() => {
      if (frame === 0) frame = requestAnimationFrame(() => { frame = 0; draw(undefined); });
    });
    return () => { cancelAnimationFrame(frame); stop(); };
  }, []);
}
