import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../../shell/context';
import { useWords } from '../../words/words';
import { Door } from './Door';
import { ForgotPin } from './ForgotPin';

/** The PIN, and the way out for who has forgotten it. */
export function Unlock() {
  const { app } = useApp();
  const all = useWords();
  const words = all.door;
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await app.unlock(pin).catch(() => undefined);
    if (answer?.opened) return;
    setBusy(false);
    if (!answer) return setWrong(words.notOpened);
    setPin('');
    setWrong(
      answer.waitUntil > 0
        ? words.wait(all.time(new Date(answer.waitUntil + 60_000)))
        : `${words.wrong}${answer.left < 4 ? ` ${words.left(answer.left)}` : ''}`,
    );
    input.current?.focus();
  };
  return (
    <Door title={words.unlock}>
      <form onSubmit={submit}>
        <label>
          <span class="unseen">{words.unlock}</span>
          <input
            ref={input}
            name="pin"
            type="password"
            autocomplete="current-password"
            required
            value={pin}
            onInput={(e) => setPin(e.currentTarget.value)}
          />
        </label>
        {wrong && (
          <p class="wrong" role="alert">
            {wrong}
          </p>
        )}
        <button class="main" disabled={busy || pin === ''}>
          {busy ? words.opening : words.open}
        </button>
      </form>
      <ForgotPin />
    </Door>
  );
}
