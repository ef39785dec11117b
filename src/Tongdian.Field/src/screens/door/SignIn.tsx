import { useState } from 'preact/hooks';
import { Refused } from '../../core/server/failures';
import type { DeviceGrant } from '../../model';
import { useApp } from '../../shell/context';
import { useWords } from '../../words/words';
import { Door } from './Door';

export function SignIn({ onGrant }: { onGrant: (grant: DeviceGrant) => void }) {
  const words = useWords().door;
  return (
    <Door title={words.signIn} why={words.signInWhy}>
      <Credentials {...{ onGrant }} />
    </Door>
  );
}

/** Name, password and what the device is called. */
export function Credentials({ onGrant }: { onGrant: (grant: DeviceGrant) => void }) {
  const { app } = useApp();
  const words = useWords().door;
  const [said, setSaid] = useState({ user: '', password: '', device: '', code: '' });
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [asked, setAsked] = useState(false);
  const say = (name: keyof typeof said) => (event: { currentTarget: HTMLInputElement }) => setSaid({ ...said, [name]: event.currentTarget.value });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setWrong(undefined);
    try {
      onGrant(await app.signIn(said.user, said.password, said.device, said.code || undefined));
    } catch (error) {
      // A second factor: the code is asked for once the password was right.
      const code = error instanceof Refused && (error.problem.code === 'session.code-required' || error.problem.code === 'session.wrong-code');
      if (code) setAsked(true);
      setWrong(
        !(error instanceof Refused)
          ? words.noNetwork
          : code
            ? error.problem.detail
          : error.status === 401 || error.status === 400
            ? words.wrongPassword
            : (error.problem.detail ?? error.problem.title),
      );
    }
    setBusy(false);
  };
  return (
    <form onSubmit={submit}>
      <label>
        {words.user}
        <input name="user" autocomplete="username" required value={said.user} onInput={say('user')} />
      </label>
      <label>
        {words.password}
        <input name="password" type="password" autocomplete="current-password" required value={said.password} onInput={say('password')} />
      </label>
      <label>
        {words.device}
        <input name="device" required maxLength={60} value={said.device} onInput={say('device')} aria-describedby="device-help" />
      </label>
      <p class="quiet" id="device-help">
        {words.deviceHelp}
      </p>
      {asked && (
        <label>
          {words.code}
          <input name="code" autocomplete="one-time-code" required maxLength={20} value={said.code} onInput={say('code')} />
        </label>
      )}
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <button class="main" disabled={busy}>
        {busy ? words.signingIn : words.signIn}
      </button>
    </form>
  );
}
