import { expect, test } from 'vitest';
import { answered, asked } from '../src/screens/survey/calculated';
import type { SurveyResult } from '../src/tools/calculation/model';

const result = { tables: 'cn 1', unverified: [] } as SurveyResult;

test('what the calculation showed goes with what it was asked', () => {
  const sheet = answered({ track: [], input: { load: { askedKw: 8 } } }, { ok: true, result });
  expect(sheet).toEqual({ track: [], input: { load: { askedKw: 8 } }, result });
});

test('a result that was not shown for this input is none', () => {
  expect(asked({ input: { load: { askedKw: 8 } }, result }, { load: { askedKw: 9 } })).toEqual({ input: { load: { askedKw: 9 } } });
  expect(answered({ input: {}, result }, { ok: false, errors: [] })).toEqual({ input: {} });
});
