import { render } from 'preact';
import { FieldApp } from './core/app';
import { AppContext } from './shell/context';
import { Updates } from './shell/update';
import { Root } from './screens/Root';
import { firstLanguage, remember, tagOf } from './words/words';
import '../../Tongdian.Server/Platform/Look/tokens.css';
import './screens/field.css';
import './tools/tools.css';

remember(firstLanguage());
const app = new FieldApp(() => tagOf(firstLanguage()));
const updates = new Updates(app.changed);

for (const event of ['pointerdown', 'keydown', 'visibilitychange'])
  document.addEventListener(
    event,
    () => {
      if (document.visibilityState === 'visible') {
        app.lockWhenIdle();
        app.touched();
      }
    },
    { passive: true },
  );
setInterval(() => app.lockWhenIdle(), 15_000);
const wake = (): void => {
  if (app.phase.at === 'open') app.phase.session.beat.poke();
};
addEventListener('online', wake);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') wake();
});

render(
  <AppContext.Provider value={{ app, updates }}>
    <Root />
  </AppContext.Provider>,
  document.getElementById('app')!,
);
void app.start();
void updates.register();
