import { useState } from 'preact/hooks';
import type { DeviceGrant } from '../../model';
import { useSession } from '../../shell/context';
import { useWords } from '../../words/words';
import { Credentials } from '../door/SignIn';

/** The same person signs in anew; what lies on the device stays, and is nobody else's. */
export function SignInAgain() {
  const session = useSession();
  const words = useWords();
  const [other, setOther] = useState(false);
  const renew = (grant: DeviceGrant): void => {
    setOther(grant.staff.id !== session.me.staff.id);
    if (grant.staff.id === session.me.staff.id) void session.renew(grant);
  };
  return (
    <details>
      <summary>{words.door.again}</summary>
      {other && (
        <p class="wrong" role="alert">
          {words.door.wrongPassword}
        </p>
      )}
      <Credentials onGrant={renew} />
    </details>
  );
}
