import { useState } from 'preact/hooks';
import { useApp } from '../../shell/context';
import { useWords } from '../../words/words';
import { NewPin } from '../door/ChoosePin';
import { Icon } from '../Icon';
import { Notice } from '../Notice';

export function ChangePin() {
  const { app } = useApp();
  const words = useWords();
  const [old, setOld] = useState('');
  const [answer, setAnswer] = useState<'changed' | 'wrong'>();
  const change = async (pin: string): Promise<void> => {
    const changed = await app.changePin(old, pin);
    setAnswer(changed ? 'changed' : 'wrong');
    if (changed) setOld('');
  };
  return (
    <details class="more">
      <summary>
        <Icon name="key-round" />
        {words.more.changePin}
      </summary>
      <label>
        {words.more.oldPin}
        <input type="password" autocomplete="current-password" value={old} onInput={(e) => setOld(e.currentTarget.value)} />
      </label>
      <NewPin action={words.more.change} onChosen={change} />
      {answer === 'wrong' && (
        <p class="wrong" role="alert">
          {words.door.wrong}
        </p>
      )}
      {answer === 'changed' && <Notice weight="good" text={words.more.changed} />}
    </details>
  );
}
