// @vitest-environment happy-dom
import { h, render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Calculator } from './Calculator';
import type { CalculationAnswer, SurveyInput, SurveyResult } from './model';

const place = document.createElement('div');
let input: SurveyInput = {};
let waiting: ((answer: CalculationAnswer) => void)[] = [];

const answer = (kw: number): CalculationAnswer => ({
  ok: true, result: { tables: 'cn 1', unverified: [], load: { kw, kvar: 0, kva: kw, powerFactor: 1, groups: [], figures: [], findings: [] } } as SurveyResult,
});
const show = () => act(() => render(h(Calculator, {
  language: 'en', label: 'Load', input, kinds: [], fields: [], onChange: said => { input = said; }, onAnswer: () => undefined, onAdopt: () => undefined,
  calculate: () => new Promise<CalculationAnswer>(resolve => waiting.push(resolve)),
}), place));

beforeEach(() => {
  vi.useFakeTimers();
  [input, waiting] = [{ load: { askedKw: 8 } }, []];
});
afterEach(() => {
  render(null, place);
  vi.useRealTimers();
});

test('an answer to an older input is not shown', async () => {
  await show();
  await act(async () => { await vi.advanceTimersByTimeAsync(500); });
  input = { load: { askedKw: 9 } };
  await show();
  await act(async () => { await vi.advanceTimersByTimeAsync(500); });
  await act(async () => {
    waiting[1]!(answer(9));
    waiting[0]!(answer(8));
    await vi.advanceTimersByTimeAsync(0);
  });
  expect(waiting).toHaveLength(2);
  expect(place.querySelector('.tool-summary')!.textContent).toContain('9 kW');
});

test('what is missing is said at its field without asking the calculation', async () => {
  input = { load: { askedKw: 8 }, line: { material: 'copper', insulation: 'pvc', laying: 'C', ambientC: 35 } as never };
  await show();
  await act(async () => { await vi.advanceTimersByTimeAsync(1000); });
  await act(() => [...place.querySelectorAll('button')].find(b => b.textContent === 'Calculate')!.click());
  expect(waiting).toHaveLength(0);
  expect([...place.querySelectorAll('[aria-invalid=true]')].map(e => e.closest('.tool-field')!.textContent)).toEqual(['Length mNeeded']);
});
