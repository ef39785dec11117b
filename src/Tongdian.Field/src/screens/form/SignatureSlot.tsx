import { useEffect, useState } from 'preact/hooks';
import type { Fault } from '../../core/form/check';
import { whereFile } from '../../core/state';
import { capture } from '../../core/work/capture';
import { addFile, removeFile } from '../../core/work/enter';
import type { Pad } from '../../core/work/pad';
import { octetsOf } from '../../core/work/photos';
import type { SignatureView } from '../../model';
import { useSession } from '../../shell/context';
import { useUrlOf } from '../../tools/surface/PictureSurface';
import { SignatureInput } from '../../tools/signature/SignatureInput';
import { useLanguage, useWords } from '../../words/words';
import { Icon } from '../Icon';
import { WhereMark } from '../WhereMark';

/** One signature; signed again, the new one takes the place of the old. */
export function SignatureSlot({ pad, signature, faults, readOnly }: { pad: Pad; signature: SignatureView; faults: Fault[]; readOnly: boolean }) {
  const session = useSession();
  const { desk, beat } = session;
  const words = useWords();
  const { language } = useLanguage();
  const { draft } = pad;
  const given = draft.signatures.find((s) => s.role === signature.role)?.file;
  const [picture, setPicture] = useState<Blob>();
  const here = given !== undefined && desk.files.has(given);
  useEffect(() => {
    setPicture(undefined);
    if (given && here) void octetsOf(desk, given).then(setPicture, () => undefined);
  }, [given, here]);
  const keep = async (png: Blob): Promise<void> => {
    await pad.keep();
    const now = Date.now();
    const taken = await capture(png, { number: draft.number, stage: draft.stage, kind: signature.role, keptAt: new Date(now).toISOString() }, now);
    await addFile(desk, pad.key, now, { ...taken, slot: 'signatures' });
    pad.changed();
    beat.poke();
  };
  const clear = async (): Promise<void> => {
    await pad.keep();
    if (given) await removeFile(desk, pad.key, Date.now(), given);
    pad.changed();
  };
  const label = signature.label + (signature.required ? '' : ` (${words.form.optional})`);
  return (
    <div class="field" id={`field-signatures.${signature.role}`}>
      {given && !here ? (
        <div class="card line">
          <span>
            <Icon name="circle-check" /> {words.of(label, words.form.signedBefore)}
          </span>
          {!readOnly && (
            <button type="button" class="plain" onClick={() => void clear()}>
              {words.form.remove}
            </button>
          )}
        </div>
      ) : readOnly ? (
        <section class="tool">
          <h3>{label}</h3>
          {picture && <Picture {...{ picture }} alt={words.of(label, words.form.signedBefore)} />}
        </section>
      ) : (
        <SignatureInput
          language={language}
          label={label}
          statement={words.form.statement}
          value={picture}
          onSigned={keep}
          onClear={() => void clear()}
        />
      )}
      {given && here && <WhereMark where={whereFile(session, given)} />}
      {faults.map((fault) => (
        <p class="wrong" key={fault.code} role="alert">
          {words.of(signature.label, words.fault(fault))}
        </p>
      ))}
    </div>
  );
}

function Picture({ picture, alt }: { picture: Blob; alt: string }) {
  const url = useUrlOf(picture);
  return url ? <img class="tool-signature" src={url} {...{ alt }} /> : null;
}
