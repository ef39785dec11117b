import type { Point } from '../types';
import type { Size } from './viewport';

const side = 112;

/** What is under the finger, beside it. */
export function Loupe({ url, size, at, scale, left }: { url: string; size: Size; at: Point; scale: number; left: boolean }) {
  const move = `translate(${side / 2 - at.x * scale}px, ${side / 2 - at.y * scale}px) scale(${scale})`;
  return (
    <div class="tool-loupe" style={left ? { left: '8px' } : { right: '8px' }} aria-hidden="true">
      <img src={url} alt="" width={size.width} height={size.height} style={{ transform: move }} />
      <svg viewBox="0 0 112 112"><path d="M56 40v12M56 60v12M40 56h12M60 56h12" stroke="#fff" stroke-width="4" /><path d="M56 40v12M56 60v12M40 56h12M60 56h12" stroke="#b3261e" stroke-width="2" /></svg>
    </div>
  );
}
