import { RouteContext, usePages, type Page } from '../shell/route';
import { Later } from './Later';
import { MorePage } from './more/MorePage';
import { ConflictPage } from './sending/ConflictPage';
import { SendingPage } from './sending/SendingPage';
import { TodayPage } from './today/TodayPage';
import { VisitPage } from './visit/VisitPage';
import '../tools/tools.css';

// Most of the app's weight: it comes after today's visits are to be seen.
const formPage = () => import('./form/FormPage').then((m) => m.FormPage);

/** What there is to be seen once the app is opened. */
export function Pages() {
  const route = usePages();
  return (
    <RouteContext.Provider value={route}>
      <Shown page={route.page} />
    </RouteContext.Provider>
  );
}

function Shown({ page }: { page: Page }) {
  switch (page.page) {
    case 'today':
      return <TodayPage />;
    case 'visit':
      return <VisitPage key={page.key} visit={page.key} />;
    case 'form':
      return <Later key={page.key} load={formPage} visit={page.key} />;
    case 'conflict':
      return <ConflictPage key={page.key} visit={page.key} />;
    case 'sending':
      return <SendingPage />;
    case 'more':
      return <MorePage />;
  }
}
