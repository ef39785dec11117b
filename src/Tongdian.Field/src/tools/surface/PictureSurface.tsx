import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../Icon';
import { filled, wordsIn, type Language } from '../language';
import type { Point } from '../types';
import { useGestures } from './gestures';
import { Loupe } from './Loupe';
import { surfaceWords } from './words';
import { kept, pinched, toFrame, toPicture, whole, within, zoomed, type Size, type Viewport } from './viewport';

export interface PictureSurfaceProps {
  language: Language;
  label: string;
  picture: Blob;
  size: Size;
  /** Points are in pixels of the picture; `reach` is how many of them a finger covers. Whether something is now being drawn. */
  onStart: (at: Point, reach: number) => boolean;
  onMove: (at: Point) => void;
  onEnd: (at: Point) => void;
  onCancel: () => void;
  /** Drawn over the picture in its pixels; `unit` is the size of a screen pixel in them. */
  children: (unit: number) => ComponentChildren;
}

const fingerPx = 28;

/** A picture to set points on precisely: by finger with a loupe, zoomed by two fingers or buttons, or by keys with a cross. */
export function PictureSurface({ language, label, picture, size, onStart, onMove, onEnd, onCancel, children }: PictureSurfaceProps) {
  const words = wordsIn(surfaceWords, language);
  const url = useUrlOf(picture);
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size>({ width: 320, height: 320 });
  const [view, setView] = useState<Viewport>(() => whole(size, room));
  const [held, setHeld] = useState<Point>();
  const [cross, setCross] = useState<Point>();
  const [drawing, setDrawing] = useState(false);

  useLayoutEffect(() => {
    const element = frame.current!;
    const measure = () => {
      const now = { width: element.clientWidth || 320, height: element.clientHeight || 320 };
      setRoom(now);
      setView(whole(size, now));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [size.width, size.height]);

  const change = (next: Viewport) => setView(kept(next, size, room));
  const centre = { x: room.width / 2, y: room.height / 2 };
  const inside = (at: Point) => within(toPicture(at, view), size);
  const gestures = useGestures({
    onDown: at => { setCross(undefined); setHeld(inside(at)); onStart(inside(at), fingerPx / view.scale); },
    onMove: at => { setHeld(inside(at)); onMove(inside(at)); },
    onUp: at => { setHeld(undefined); onEnd(inside(at)); },
    onCancel: () => { setHeld(undefined); onCancel(); },
    onPinch: (before, after) => setView(v => kept(pinched(v, before, after), size, room)),
  });
  const moveCross = (x: number, y: number) => {
    const next = within({ x: (cross ?? toPicture(centre, view)).x + x / view.scale, y: (cross ?? toPicture(centre, view)).y + y / view.scale }, size);
    setCross(next);
    const seen = toFrame(next, view);
    if (seen.x < 0 || seen.y < 0 || seen.x > room.width || seen.y > room.height) change({ ...view, x: view.x + centre.x - seen.x, y: view.y + centre.y - seen.y });
    if (drawing) onMove(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 1 : 12;
    const at = cross ?? toPicture(centre, view);
    const keys: Record<string, () => void> = {
      ArrowLeft: () => moveCross(-step, 0), ArrowRight: () => moveCross(step, 0), ArrowUp: () => moveCross(0, -step), ArrowDown: () => moveCross(0, step),
      '+': () => change(zoomed(view, 1.5, toFrame(at, view))), '-': () => change(zoomed(view, 1 / 1.5, toFrame(at, view))),
      Enter: () => {
        if (drawing) onEnd(at);
        setDrawing(!drawing && onStart(at, fingerPx / view.scale));
        setCross(at);
      },
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const shown = held ?? cross;
  return (
    <div class="tool-surface">
      <div ref={frame} class="tool-frame" tabIndex={0} role="application" aria-label={label} onKeyDown={onKeyDown} {...gestures}>
        <div class="tool-picture" style={{ width: `${size.width}px`, height: `${size.height}px`, transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}>
          {url && <img src={url} alt="" width={size.width} height={size.height} draggable={false} />}
          <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
            {children(1 / view.scale)}
            {cross && <Cross at={cross} unit={1 / view.scale} />}
          </svg>
        </div>
        {held && url && <Loupe {...{ url, size }} at={held} scale={Math.max(1, view.scale * 2.5)} left={toFrame(held, view).x > room.width / 2} />}
      </div>
      <p class="unseen" aria-live="polite">{shown && !held && filled(words.at, { x: Math.round(shown.x), y: Math.round(shown.y) })}</p>
      <div class="tool-row tool-zoom">
        <button type="button" class="tool-icon-button" aria-label={words.larger} onClick={() => change(zoomed(view, 1.5, centre))}><Icon name="zoom-in" /></button>
        <button type="button" class="tool-icon-button" aria-label={words.smaller} onClick={() => change(zoomed(view, 1 / 1.5, centre))}><Icon name="zoom-out" /></button>
        <button type="button" class="tool-icon-button" aria-label={words.whole} onClick={() => setView(whole(size, room))}><Icon name="maximize" /></button>
      </div>
    </div>
  );
}

function Cross({ at, unit }: { at: Point; unit: number }) {
  const arm = 14 * unit;
  const path = `M${at.x - arm} ${at.y}h${2 * arm}M${at.x} ${at.y - arm}v${2 * arm}`;
  return <g fill="none"><path d={path} stroke="#fff" stroke-width={5 * unit} /><path d={path} stroke="#00695c" stroke-width={2 * unit} /></g>;
}

/** An address for a picture as long as it is shown. */
export function useUrlOf(picture: Blob): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(picture);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return url;
}
