import type { ComponentChildren } from 'preact';
import { useSession } from '../shell/context';
import { useRoute } from '../shell/route';
import { useWords } from '../words/words';
import { Icon, type IconName } from './Icon';
import { Warnings } from './Warnings';

/** The bar with the title and what is on its way, and the page below. */
export function Frame({ title, top, children }: { title: string; top?: boolean; children: ComponentChildren }) {
  const words = useWords();
  const { go, back } = useRoute();
  return (
    <>
      <header class="bar">
        {!top && (
          <button type="button" class="bar-button" onClick={back}>
            <Icon name="arrow-left" />
            <span class="unseen">{words.back}</span>
          </button>
        )}
        <h1>{title}</h1>
        <Reach />
        {top && (
          <button type="button" class="bar-button" onClick={() => go({ page: 'more' })}>
            <Icon name="settings" />
            <span class="unseen">{words.more.title}</span>
          </button>
        )}
      </header>
      <main class="page">
        <Warnings />
        {children}
      </main>
    </>
  );
}

function Reach() {
  const { beat, desk } = useSession();
  const words = useWords().reach;
  const { go } = useRoute();
  const { operations, files } = desk.unsent();
  const owed = operations + files;
  const [icon, text]: [IconName, string] =
    beat.reach === 'unreachable'
      ? ['wifi-off', owed > 0 ? words.owes(owed) : words.unreachable]
      : beat.reach === 'signed-out' || beat.reach === 'refused' || beat.reach === 'full'
        ? ['triangle-alert', words[beat.reach]]
        : owed > 0
          ? ['cloud-upload', beat.running ? words.sending : words.owes(owed)]
          : beat.reach === 'unknown'
            ? ['loader', words.unknown]
            : ['shield-check', words.all];
  return (
    <button type="button" class="bar-reach" onClick={() => go({ page: 'sending' })}>
      <Icon name={icon} />
      <span role="status">{text}</span>
    </button>
  );
}
