import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptySketch, grid, mostSymbols, sheet, symbolKinds, withLine, withMoved, withoutSymbol, withStroke, withSymbol, withWords, type SketchModel } from './sketch';
import { sketchOf, sketchSvg } from './sketchSvg';

type Step = (model: SketchModel) => SketchModel;
const id = fc.integer({ min: 0, max: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(...symbolKinds).map((kind): Step => m => withSymbol(m, kind)),
  fc.tuple(id, id, fc.constantFrom('overhead' as const, 'cable' as const)).map(([a, b, kind]): Step => m => withLine(m, a, b, kind)),
  fc.tuple(id, fc.integer({ min: -99, max: 999 }), fc.integer({ min: -99, max: 999 })).map(([i, x, y]): Step => m => withMoved(m, i, { x, y })),
  fc.tuple(id, fc.string()).map(([i, words]): Step => m => withWords(m, i, words)),
  id.map((i): Step => m => withoutSymbol(m, i)),
  fc.array(fc.record({ x: fc.integer({ min: -50, max: 500 }), y: fc.integer({ min: -50, max: 500 }) }), { maxLength: 300 }).map((drawn): Step => m => withStroke(m, drawn)),
);

test('whatever is done, lines join symbols that are there, once, and all lies on the grid of the sheet', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), steps => {
    const model = steps.reduce((m, s) => s(m), emptySketch);
    const ids = model.symbols.map(s => s.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeLessThanOrEqual(mostSymbols);
    expect(model.lines.every(l => l.from !== l.to && ids.includes(l.from) && ids.includes(l.to))).toBe(true);
    expect(new Set(model.lines.map(l => [l.from, l.to].sort().join())).size).toBe(model.lines.length);
    expect(model.strokes.flat().every(p => p.x >= 0 && p.x <= sheet.width && p.y >= 0 && p.y <= sheet.height)).toBe(true);
    expect(model.strokes.every(s => s.length > 1 && s.length <= 61)).toBe(true);
    expect(sketchOf(sketchSvg(model))).toEqual(JSON.parse(JSON.stringify(model)));
    expect(model.symbols.every(s => s.x % grid === 0 && s.y % grid === 0 && s.x > 0 && s.x < sheet.width && s.y > 0 && s.y < sheet.height)).toBe(true);
  }));
});

test('words of a person cannot become a part of the drawing', () => {
  const svg = sketchSvg(withWords(withSymbol(emptySketch, 'pole'), 1, '<script>"&'));
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;&quot;&amp;');
});

test('what the report cannot print as it is meant is not in the drawing', () => {
  const all = symbolKinds.reduce(withSymbol, emptySketch);
  const svg = sketchSvg(withWords(withLine(withLine(all, 1, 2, 'cable'), 2, 3, 'overhead'), 1, '\ud83d'));
  expect(svg).not.toMatch(/transform=|dasharray=|\p{Surrogate}/u);
  const dashes = /<path d="([^"]*)"[^>]*#8a5200/.exec(svg)![1]!.split('M').length - 1;
  expect(dashes).toBeGreaterThan(1);
});

test('the same line again takes it away, another kind replaces it', () => {
  const two = withSymbol(withSymbol(emptySketch, 'pole'), 'meter');
  const overhead = withLine(two, 1, 2, 'overhead');
  expect(withLine(overhead, 2, 1, 'cable').lines).toEqual([{ from: 2, to: 1, kind: 'cable' }]);
  expect(withLine(overhead, 2, 1, 'overhead').lines).toEqual([]);
});
