import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../shell/context';
import { useWords } from '../../words/words';

/** A forgotten PIN costs what is only on this device: said in figures, and agreed to, before anything is wiped. */
export function ForgotPin() {
  const { app } = useApp();
  const words = useWords().door;
  const [unsent, setUnsent] = useState({ operations: 0, files: 0 });
  const [sure, setSure] = useState(false);
  useEffect(() => {
    void app.unsent().then(setUnsent);
  }, []);
  const loses = unsent.operations > 0;
  return (
    <details class="more">
      <summary>{words.forgot}</summary>
      <p>{words.forgotWhat}</p>
      {loses && (
        <>
          <p class="wrong">{words.forgotLoses(unsent.operations, unsent.files)}</p>
          <label class="check">
            <input type="checkbox" checked={sure} onChange={(e) => setSure(e.currentTarget.checked)} />
            {words.forgotSure}
          </label>
        </>
      )}
      <button class="danger" disabled={loses && !sure} onClick={() => void app.wipe('sign-in')}>
        {words.wipe}
      </button>
    </details>
  );
}
