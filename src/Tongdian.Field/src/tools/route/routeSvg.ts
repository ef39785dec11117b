import type { Language } from '../language';
import type { Place } from '../types';
import { drawing } from './drawing';

const [width, height] = [640, 400];
const words = { zh: { north: '北', start: '起', end: '终' }, en: { north: 'N', start: 'A', end: 'B' } };
const tenth = (n: number) => Math.round(n * 10) / 10;

/** The walked way as a drawing with north and scale, for the screen and for the report. */
export function routeSvg(track: readonly Place[], language: Language): string {
  const { points, bar } = drawing(track, width, height, 56);
  const { north, start, end } = words[language];
  const path = points.map((p, i) => `${i === 0 ? 'M' : 'L'}${tenth(p.x)} ${tenth(p.y)}`).join('');
  const [first, last] = [points[0], points.at(-1)];
  const length = bar.metres >= 1000 ? `${bar.metres / 1000} km` : `${bar.metres} m`;
  const pin = (p: { x: number; y: number }, fill: string, text: string) =>
    `<circle cx="${tenth(p.x)}" cy="${tenth(p.y)}" r="14" fill="${fill}" stroke="#fff" stroke-width="3"/><text x="${tenth(p.x)}" y="${tenth(p.y + 6)}" fill="#fff" font-size="17" font-weight="700" text-anchor="middle">${text}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif">`,
    `<rect width="${width}" height="${height}" fill="#f6f8f8"/>`,
    path && `<path d="${path}" fill="none" stroke="#00695c" stroke-width="5" stroke-linejoin="round" stroke-linecap="round"/>`,
    last && points.length > 1 && pin(last, '#b3261e', end),
    first && pin(first, '#00695c', start),
    `<path d="M600 72V24M588 42L600 22L612 42" fill="none" stroke="#1f2a2e" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/><text x="600" y="96" font-size="20" font-weight="700" text-anchor="middle" fill="#1f2a2e">${north}</text>`,
    points.length > 1 && `<path d="M24 368v12h${tenth(bar.pixels)}v-12" fill="none" stroke="#1f2a2e" stroke-width="3"/><text x="32" y="364" font-size="20" fill="#1f2a2e">${length}</text>`,
    '</svg>',
  ].filter(Boolean).join('');
}
