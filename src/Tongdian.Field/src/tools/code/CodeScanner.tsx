import { useId, useState } from 'preact/hooks';
import { Icon } from '../Icon';
import { filled, wordsIn, type Language } from '../language';
import { Note } from '../Note';
import type { Origin } from '../types';
import type { CameraTrouble } from './camera';
import { codeIn, fits, plainCode } from './check';
import { LiveScan } from './LiveScan';
import { codeWords } from './words';

export interface CodeScannerProps {
  language: Language;
  /** Which number: of the meter, of a seal, of a pole. */
  label: string;
  help?: string;
  value?: string;
  origin?: Origin;
  /** What the number has to look like, as the form says. */
  pattern?: string;
  /** The number on record, when there is one; another is flagged, not refused. */
  expected?: string;
  onChange: (value: string, origin: 'read' | 'typed') => void;
}

type Trouble = { kind: CameraTrouble | 'notRead' | 'noReader' } | { kind: 'notThis'; text: string };

/** A number from stripes or squares: by camera, from a photo, or typed. */
export function CodeScanner({ language, label, help, value = '', origin, pattern, expected, onChange }: CodeScannerProps) {
  const words = wordsIn(codeWords, language);
  const [scanning, setScanning] = useState(false);
  const [reading, setReading] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const [several, setSeveral] = useState<string[]>([]);
  const [left, setLeft] = useState(false);
  const [field, about] = [useId(), useId()];

  const take = (texts: readonly string[]): boolean => {
    const codes = [...new Set(texts.map(text => codeIn(text, pattern)).filter(code => code !== null))];
    if (codes.length === 0) {
      setTrouble(texts[0] === undefined ? { kind: 'notRead' } : { kind: 'notThis', text: texts[0].slice(0, 60) });
      return false;
    }
    setTrouble(undefined);
    setSeveral(codes.length > 1 ? codes : []);
    if (codes.length === 1) onChange(codes[0]!, 'read');
    return true;
  };
  const readPhoto = async (photo: File) => {
    setReading(true);
    const texts = await import('./decode').then(m => m.decode(photo).catch(() => []), () => null);
    setReading(false);
    if (texts) take(texts);
    else setTrouble({ kind: 'noReader' });
  };
  const wrong = left && value !== '' && !fits(value, pattern);
  return (
    <div class="tool" role="group" aria-labelledby={field + 'l'}>
      <label id={field + 'l'} for={field}>{label}</label>
      {(help || wrong) && <p id={about} class={wrong ? 'tool-wrong' : 'tool-help'}>{wrong ? words.wrong : help}</p>}
      <input
        id={field} value={value} autocomplete="off" autocapitalize="characters" spellcheck={false} aria-invalid={wrong} aria-describedby={about}
        onInput={e => { setLeft(false); onChange(plainCode(e.currentTarget.value), 'typed'); }} onBlur={() => setLeft(true)}
      />
      {value !== '' && (origin === 'read' || origin === 'typed') && <p class="tool-help">{words[origin]}</p>}
      {expected && value !== '' && plainCode(expected) !== value && <Note weight="warning">{filled(words.differs, { expected })}</Note>}
      {trouble && <Note weight="stop">{trouble.kind === 'notThis' ? filled(words.notThis, { text: trouble.text }) : words[trouble.kind]}</Note>}
      {several.length > 0 && (
        <div class="tool-group" role="group" aria-label={words.several}>
          <p>{words.several}</p>
          {several.map(code => <button key={code} type="button" class="tool-button" onClick={() => { setSeveral([]); onChange(code, 'read'); }}>{code}</button>)}
        </div>
      )}
      {reading && <Note weight="note">{words.loading}</Note>}
      <div class="tool-row">
        <button type="button" class="tool-button tool-main" onClick={() => { setTrouble(undefined); setScanning(true); }}><Icon name="scan-barcode" />{words.scan}</button>
        <label class="tool-button">
          <Icon name="image-plus" />{words.fromPhoto}
          <input
            class="unseen" type="file" accept="image/jpeg,image/png" aria-label={`${words.fromPhoto}: ${label}`}
            onChange={e => { const [photo] = e.currentTarget.files ?? []; e.currentTarget.value = ''; if (photo) void readPhoto(photo); }}
          />
        </label>
      </div>
      {scanning && (
        <LiveScan
          {...{ language, label }} onRead={texts => { const taken = take(texts); if (taken) setScanning(false); return taken; }}
          onTrouble={kind => { setScanning(false); setTrouble({ kind }); }} onClose={() => setScanning(false)}
        />
      )}
    </div>
  );
}
