import { useEffect, useId, useRef, useState } from 'preact/hooks';
import SignaturePad from 'signature_pad';
import { Icon } from '../Icon';
import { wordsIn, type Language } from '../language';
import { Note } from '../Note';
import { useUrlOf } from '../surface/PictureSurface';
import { fitted, isSignature } from './strokes';
import { signatureWords } from './words';

export interface SignatureInputProps {
  language: Language;
  label: string;
  /** What is signed, in a sentence. */
  statement?: string;
  value?: Blob;
  /** A PNG on white. Rejects when it cannot be kept; the strokes then stay. */
  onSigned: (png: Blob) => Promise<void>;
  onClear: () => void;
}

/** A signature by finger or pen. */
export function SignatureInput({ language, label, statement, value, onSigned, onClear }: SignatureInputProps) {
  const words = wordsIn(signatureWords, language);
  const heading = useId();
  return (
    <section class="tool" aria-labelledby={heading}>
      <h3 id={heading}>{label}</h3>
      {statement && <p>{statement}</p>}
      {value ? <Signed {...{ words, value, label, onClear }} /> : <Pad {...{ words, label, onSigned }} />}
    </section>
  );
}

type Words = ReturnType<typeof wordsIn<typeof signatureWords>>;

function Signed({ words, value, label, onClear }: { words: Words; value: Blob; label: string; onClear: () => void }) {
  const url = useUrlOf(value);
  return (
    <>
      {url && <img class="tool-signature" src={url} alt={`${words.signed}: ${label}`} />}
      <div class="tool-row">
        <span class="tool-state"><Icon name="circle-check" />{words.signed}</span>
        <button type="button" class="tool-button" onClick={onClear}><Icon name="rotate-ccw" />{words.again}</button>
      </div>
    </>
  );
}

function Pad({ words, label, onSigned }: { words: Words; label: string; onSigned: (png: Blob) => Promise<void> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | undefined>(undefined);
  const [empty, setEmpty] = useState(true);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<'tooLittle' | 'failed'>();
  useEffect(() => {
    const shown = canvas.current!;
    const made = new SignaturePad(shown, { backgroundColor: '#fff', penColor: '#1f2a2e', minWidth: 1, maxWidth: 3 });
    pad.current = made;
    made.addEventListener('endStroke', () => { setEmpty(false); setTrouble(undefined); });
    let size = { width: shown.clientWidth, height: shown.clientHeight };
    const fit = () => {
      const strokes = made.toData();
      const now = { width: shown.clientWidth, height: shown.clientHeight };
      const ratio = Math.max(2, devicePixelRatio);
      [shown.width, shown.height] = [now.width * ratio, now.height * ratio];
      shown.getContext('2d')?.scale(ratio, ratio);
      made.clear();
      if (strokes.length > 0) made.fromData(fitted(strokes, size, now));
      size = now;
    };
    fit();
    const watch = new ResizeObserver(() => {
      if (shown.clientWidth !== size.width || shown.clientHeight !== size.height) fit();
    });
    watch.observe(shown);
    return () => { watch.disconnect(); made.off(); };
  }, []);
  const clear = () => {
    pad.current?.clear();
    setEmpty(true);
    setTrouble(undefined);
  };
  const accept = () => {
    const shown = canvas.current!;
    if (!isSignature(pad.current!.toData(), { width: shown.clientWidth, height: shown.clientHeight })) {
      setTrouble('tooLittle');
      return;
    }
    setBusy(true);
    shown.toBlob(png => {
      const kept = png ? onSigned(png) : Promise.reject(new Error('The browser drew nothing.'));
      kept.catch(() => setTrouble('failed')).finally(() => setBusy(false));
    }, 'image/png');
  };
  return (
    <>
      <p class="tool-help">{words.sign}</p>
      <canvas ref={canvas} class="tool-pad" role="img" aria-label={`${words.sign}: ${label}`} />
      {trouble && <Note weight="stop">{words[trouble]}</Note>}
      <div class="tool-row">
        <button type="button" class="tool-button tool-main" disabled={empty || busy} onClick={accept}><Icon name="check" />{words.accept}</button>
        <button type="button" class="tool-button" disabled={empty || busy} onClick={clear}><Icon name="rotate-ccw" />{words.clear}</button>
      </div>
    </>
  );
}
