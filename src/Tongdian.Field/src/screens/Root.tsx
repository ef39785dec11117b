import { useState } from 'preact/hooks';
import { SessionContext, useApp, useChanges } from '../shell/context';
import { RouteContext, usePages, type Page } from '../shell/route';
import { firstLanguage, LanguageContext, remember, type Language } from '../words/words';
import { ConflictPage } from './sending/ConflictPage';
import { ChoosePin } from './door/ChoosePin';
import { Message } from './door/Message';
import { SignIn } from './door/SignIn';
import { Unlock } from './door/Unlock';
import { Later } from './Later';
import { MorePage } from './more/MorePage';
import { SendingPage } from './sending/SendingPage';
import { TodayPage } from './today/TodayPage';
import { VisitPage } from './visit/VisitPage';

// Most of the app's weight: it comes after today's visits are to be seen.
const formPage = () => import('./form/FormPage').then((m) => m.FormPage);

export function Root() {
  const { app } = useApp();
  const [language, setLanguage] = useState<Language>(firstLanguage);
  useChanges((changed) => app.onChange(changed));
  const choose = (next: Language): void => {
    remember(next);
    setLanguage(next);
  };
  return (
    <LanguageContext.Provider value={{ language, choose }}>
      <Phase />
    </LanguageContext.Provider>
  );
}

function Phase() {
  const { app } = useApp();
  const { phase } = app;
  switch (phase.at) {
    case 'starting':
      return <main class="door" aria-busy="true" />;
    case 'sign-in':
      return <SignIn onGrant={(grant) => app.choosePin(grant)} />;
    case 'choose-pin':
      return <ChoosePin onChosen={(pin) => app.begin(phase.grant, pin)} />;
    case 'locked':
      return <Unlock />;
    case 'open':
      return (
        <SessionContext.Provider value={phase.session}>
          <Pages />
        </SessionContext.Provider>
      );
    case 'elsewhere':
    case 'wiped':
    case 'no-storage':
      return <Message at={phase.at} />;
  }
}

function Pages() {
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
