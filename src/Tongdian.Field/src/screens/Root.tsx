import { useState } from 'preact/hooks';
import { SessionContext, useApp, useChanges } from '../shell/context';
import { firstLanguage, LanguageContext, remember, type Language } from '../words/words';
import { ChoosePin } from './door/ChoosePin';
import { Message } from './door/Message';
import { SignIn } from './door/SignIn';
import { Unlock } from './door/Unlock';
import { Later } from './Later';

// Comes while the PIN is typed.
export const openedPages = () => import('./Pages').then((m) => m.Pages);

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
          <Later load={openedPages} />
        </SessionContext.Provider>
      );
    case 'elsewhere':
    case 'wiped':
    case 'no-storage':
      return <Message at={phase.at} />;
  }
}
