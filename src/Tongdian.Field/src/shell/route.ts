import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** Which screen; addresses carry no case numbers, because browsers remember addresses. */
export type Page =
  | { page: 'today' }
  | { page: 'visit'; key: string }
  | { page: 'form'; key: string }
  | { page: 'conflict'; key: string }
  | { page: 'sending' }
  | { page: 'more' };

export interface Route {
  page: Page;
  go: (page: Page) => void;
  back: () => void;
}

export const RouteContext = createContext<Route>({ page: { page: 'today' }, go: () => undefined, back: () => undefined });

export const useRoute = (): Route => useContext(RouteContext);

export function usePages(): Route {
  const [stack, setStack] = useState<Page[]>([{ page: 'today' }]);
  useEffect(() => {
    history.replaceState({ depth: 1 }, '');
    const popped = (event: PopStateEvent): void => {
      const { depth } = (event.state ?? { depth: 1 }) as { depth?: number };
      setStack((pages) => pages.slice(0, Math.max(1, depth ?? 1)));
    };
    addEventListener('popstate', popped);
    return () => removeEventListener('popstate', popped);
  }, []);
  return {
    page: stack.at(-1)!,
    go: (page) =>
      setStack((pages) => {
        history.pushState({ depth: pages.length + 1 }, '');
        scrollTo(0, 0);
        return [...pages, page];
      }),
    back: () => history.back(),
  };
}
