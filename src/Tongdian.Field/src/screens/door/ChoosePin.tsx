import { useState } from 'preact/hooks';
import { strengthOf } from '../../core/vault/pin';
import { useWords } from '../../words/words';
import { Door } from './Door';

export function ChoosePin({ onChosen }: { onChosen: (pin: string) => Promise<void> }) {
  const words = useWords().door;
  return (
    <Door title={words.pin} why={words.pinWhy}>
      <NewPin action={words.begin} {...{ onChosen }} />
    </Door>
  );
}

/** A PIN, typed twice, and how much it holds. */
export function NewPin({ action, onChosen }: { action: string; onChosen: (pin: string) => Promise<void> }) {
  const words = useWords().door;
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [different, setDifferent] = useState(false);
  const strength = strengthOf(pin);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setDifferent(pin !== again);
    if (strength === 'too-short' || pin !== again) return;
    setBusy(true);
    await onChosen(pin).finally(() => setBusy(false));
  };
  return (
    <form onSubmit={submit}>
      <label>
        {words.newPin}
        <input
          name="pin"
          type="password"
          autocomplete="new-password"
          required
          value={pin}
          onInput={(e) => setPin(e.currentTarget.value)}
          aria-describedby="pin-strength"
        />
      </label>
      <p id="pin-strength" class={`strength strength-${strength}`} role="status">
        {pin !== '' && (
          <>
            <meter min={0} low={2} high={3} optimum={3} max={3} value={['too-short', 'weak', 'fair', 'strong'].indexOf(strength)} />
            {words.strength[strength]}
          </>
        )}
      </p>
      <label>
        {words.pinAgain}
        <input
          name="again"
          type="password"
          autocomplete="new-password"
          required
          value={again}
          onInput={(e) => {
            setAgain(e.currentTarget.value);
            setDifferent(false);
          }}
        />
      </label>
      {different && (
        <p class="wrong" role="alert">
          {words.different}
        </p>
      )}
      <button class="main" disabled={busy || strength === 'too-short'}>
        {busy ? words.working : action}
      </button>
    </form>
  );
}
