import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../Icon';
import { filled, wordsIn, type Language } from '../language';
import { Sheet } from '../Sheet';
import { lightOf, openCamera, watchFrames, type CameraTrouble } from './camera';
import { TwiceAlike } from './check';
import { codeWords } from './words';

export interface LiveScanProps {
  language: Language;
  label: string;
  /** Codes that were read twice alike; true when the number is among them. */
  onRead: (texts: readonly string[]) => boolean;
  onTrouble: (trouble: CameraTrouble | 'noReader') => void;
  onClose: () => void;
}

/** The camera until a code was read. */
export function LiveScan({ language, label, onRead, onTrouble, onClose }: LiveScanProps) {
  const words = wordsIn(codeWords, language);
  const video = useRef<HTMLVideoElement>(null);
  const [ready, setReady] = useState(false);
  const [light, setLight] = useState<{ turn: (on: boolean) => Promise<void>; on: boolean }>();
  const [other, setOther] = useState<string>();
  useEffect(() => {
    let gone = false;
    let stop = () => undefined as void;
    const begin = async () => {
      const [stream, reader] = await Promise.all([openCamera(), import('./decode').catch(() => null)]);
      if (typeof stream === 'string' || gone || !reader) {
        if (typeof stream !== 'string') stream.getTracks().forEach(t => t.stop());
        if (!gone) onTrouble(typeof stream === 'string' ? stream : 'noReader');
        return;
      }
      const shown = video.current!;
      shown.srcObject = stream;
      void shown.play();
      setReady(true);
      const turn = lightOf(stream);
      if (turn) setLight({ turn, on: false });
      const twice = new TwiceAlike();
      const unwatch = watchFrames(shown, async frame => {
        const texts = await reader.decode(frame).catch(() => []);
        if (gone || texts.length === 0 || !twice.heard(texts.join('\n'))) return;
        if (onRead(texts)) navigator.vibrate?.(80);
        else setOther(texts[0]);
      });
      stop = () => { unwatch(); stream.getTracks().forEach(t => t.stop()); };
    };
    void begin();
    return () => { gone = true; stop(); };
  }, []);
  return (
    <Sheet title={filled(words.scanning, { what: label })} close={words.close} icon="x" onClose={onClose}>
      <div class="tool-camera"><video ref={video} playsInline muted aria-label={words.aim} /><span class="tool-aim" aria-hidden="true" /></div>
      <p role="status">{other ? filled(words.notThis, { text: other.slice(0, 60) }) : ready ? words.aim : words.starting}</p>
      {light && (
        <div class="tool-row">
          <button type="button" class="tool-button" aria-pressed={light.on} onClick={() => { void light.turn(!light.on); setLight({ ...light, on: !light.on }); }}><Icon name="flashlight" />{words.light}</button>
        </div>
      )}
    </Sheet>
  );
}
