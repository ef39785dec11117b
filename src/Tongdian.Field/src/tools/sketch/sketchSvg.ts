import { sheet, type SketchLine, type SketchModel, type SketchSymbol, type SymbolKind } from './sketch';

const ink = 'fill="#fff" stroke="#1f2a2e" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"';

/** How a symbol is drawn about its middle, 40 wide. */
export const symbolShapes: Record<SymbolKind, string> = {
  pole: `<circle r="11" ${ink}/><circle r="3" fill="#1f2a2e"/>`,
  transformer: `<circle cx="-7" r="12" ${ink}/><circle cx="7" r="12" ${ink} fill-opacity="0"/>`,
  box: `<rect x="-18" y="-12" width="36" height="24" ${ink}/><path d="M-18 -12 18 12" ${ink}/>`,
  meter: `<rect x="-14" y="-16" width="28" height="32" rx="3" ${ink}/><text y="-2" font-size="11" font-weight="700" text-anchor="middle" fill="#1f2a2e">kWh</text><path d="M-8 6H8" ${ink}/>`,
  switch: `<circle cx="-14" r="3" fill="#1f2a2e"/><circle cx="14" r="3" fill="#1f2a2e"/><path d="M-14 0 10 -12M-20 0h6M14 0h6" ${ink}/>`,
  house: `<path d="M-18 -2 0 -18 18 -2v18h-36z" ${ink}/><path d="M-5 16V4H5v12" ${ink}/>`,
};

/** The attributes of a line: overhead is drawn through, cable dashed. */
export function strokeOf(kind: SketchLine['kind']): { stroke: string; 'stroke-width': number; 'stroke-dasharray'?: string } {
  return kind === 'cable' ? { stroke: '#8a5200', 'stroke-width': 4, 'stroke-dasharray': '9 6' } : { stroke: '#00695c', 'stroke-width': 4 };
}

/** The scheme as a drawing for the report. */
export function sketchSvg({ symbols, lines }: SketchModel): string {
  const at = (id: number) => symbols.find(s => s.id === id)!;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${sheet.width} ${sheet.height}" font-family="sans-serif">`,
    `<rect width="${sheet.width}" height="${sheet.height}" fill="#fff"/>`,
    ...lines.map(l => lineText(at(l.from), at(l.to), l.kind)),
    ...symbols.map(s => `<g transform="translate(${s.x} ${s.y})">${symbolShapes[s.kind]}${s.words ? `<text y="34" font-size="14" text-anchor="middle" fill="#1f2a2e">${escaped(s.words)}</text>` : ''}</g>`),
    '</svg>',
  ].join('');
}

function lineText(a: SketchSymbol, b: SketchSymbol, kind: SketchLine['kind']): string {
  const attributes = Object.entries(strokeOf(kind)).map(([name, value]) => `${name}="${value}"`).join(' ');
  return `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" ${attributes}/>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? '&#39;').replace(/[\u0000-\u001f]/g, ' ');
}
