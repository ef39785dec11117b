import { expect, test } from 'vitest';
import { hasLoad, missingIn } from './missing';
import type { Appliance, SurveyInput } from './model';

test('what is missing is named by its field', () => {
  const input: SurveyInput = { load: { appliances: [{ kind: 'motor', kw: 3, count: 1.5, phases: 3 }, { kind: 'lift', phases: 3 } as Appliance] }, line: { material: 'copper', insulation: 'pvc', laying: 'C', ambientC: 30 } as never };
  expect(missingIn(input).map(e => `${e.field} ${e.code}`)).toEqual([
    'load.appliances[0].count whole', 'load.appliances[1].kw survey.missing', 'load.appliances[1].count survey.missing', 'line.lengthM survey.missing',
  ]);
});

test('an empty load is none', () => {
  expect(hasLoad({})).toBe(false);
  expect(hasLoad({ load: { appliances: [] } })).toBe(false);
  expect(hasLoad({ load: { askedKw: 8 } })).toBe(true);
});
