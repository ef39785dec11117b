import { render } from 'preact';
import { FieldApp, openedPart } from './core/app';
import { AppContext } from './shell/context';
import { Updates } from './shell/update';
import { openedPages, Root } from './screens/Root';
import { firstLanguage, remember, tagOf } from './words/words';
import '../../Tongdian.Server/Platform/Look/tokens.css';
import './screens/field.css';

remember(firstLanguage());
const app = new FieldApp(() => tagOf(firstLanguage()));
const updates = new Updates(app.changed);
const started = app.start();

// The field for the PIN is drawn first.
const restMs = 400;

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

void started.then(() => {
  render(
    <AppContext.Provider value={{ app, updates }}>
      <Root />
    </AppContext.Provider>,
    document.getElementById('app')!,
  );
  setTimeout(rest, restMs);
});

/** Comes while the PIN is typed; what fails here is fetched again when it is needed. */
function rest(): void {
  void Promise.all([openedPart(), openedPages()]).catch(() => undefined);
  void updates.register();
}
