// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test } from 'vitest';
import { NameplateCheck } from './NameplateCheck';
import type { Plate } from './plate';

const noticed = [
  { code: 'nameplate.barcode-differs', severity: 'warning', text: { zh: '条码为 330001', en: 'The bar code says 330001' } },
  { code: 'nameplate.voltage', severity: 'warning', text: { zh: '电压不符', en: 'The voltage differs' } },
] as const;

const shown = (value: Plate): string => {
  const at = document.createElement('div');
  render(
    <NameplateCheck language="en" label="Meter" reading={{ number: { value: '330002', confidence: 1 } }} {...{ noticed, value }} calculate={() => new Promise(() => undefined)} onChange={() => undefined} />,
    at,
  );
  return at.textContent ?? '';
};

test('a bar code that says another number is told until somebody has settled the number; what can be checked here is checked here', () => {
  expect(shown({})).toContain('The bar code says 330001');
  expect(shown({})).not.toContain('The voltage differs');
  expect(shown({ number: { value: '330001', origin: 'typed', accepted: true } })).not.toContain('The bar code says');
});
