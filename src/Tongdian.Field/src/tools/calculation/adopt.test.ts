import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adopt, fitting } from './adopt';
import type { SurveyInput, SurveyResult } from './model';

const words = { zh: '零投资', en: 'No charge' };
const none = { figures: [], findings: [] };
const home: SurveyResult = {
  tables: 'cn 1', unverified: [],
  load: { ...none, kw: 8.04, kvar: 4.9, kva: 9.41, powerFactor: 0.85, groups: [] },
  supply: { ...none, voltage: 'low', phases: 1, nominalV: 220, reason: words, supplies: 1, emergencySource: false },
  current: { amps: 42.99, powerFactor: 0.85, figures: [] },
  cable: { ...none, sectionMm2: 10, breakerA: 50, reason: words },
  meter: { ...none, connection: 'direct', reason: words },
  cost: { yuan: 0, reason: words, figures: [] },
};
const valuesOf = (input: SurveyInput, result: SurveyResult) => Object.fromEntries(adopt(input, result, 'en').map(a => [a.field, [a.value, a.origin]]));

test('a home gets phases, capacity, cross-section, protection and direct metering as proposals; what was measured and typed stays that', () => {
  expect(valuesOf({ line: { lengthM: 25, material: 'copper', insulation: 'pvc', laying: 'C', ambientC: 30, measuredV: 221 }, transformer: { ratedKva: 400, greatestKw: 210 } }, home)).toEqual({
    phases: ['single', 'proposed'], capacityKw: [8.1, 'proposed'], powerFactor: [0.85, 'proposed'], crossSectionMm2: [10, 'proposed'],
    protection: ['Circuit-breaker 50 A', 'proposed'], meteringMode: ['direct', 'proposed'], noChargeReason: ['No charge', 'proposed'],
    serviceLineLengthM: [25, 'typed'], lineLengthM: [25, 'typed'], measuredVoltageV: [221, 'measured'],
    transformerCapacityKva: [400, 'typed'], transformerMaxLoadKw: [210, 'typed'],
  });
});

test('a factory gets voltage, transformer, ratios and metering at high voltage', () => {
  const factory: SurveyResult = {
    tables: 'cn 1', unverified: [],
    load: { ...none, kw: 800, kvar: 400, kva: 894.4, powerFactor: 0.894, groups: [] },
    supply: { ...none, voltage: 'high', phases: 3, nominalV: 10_000, reason: words, supplies: 1, emergencySource: false },
    customerTransformer: { ...none, kva: 1250 },
    meter: { ...none, connection: 'ct-pt', ctRatio: '75/5', ptRatio: '10/0.1', reason: words },
    route: { ...none, metres: 431.26, plusMinus: 12 },
  };
  expect(valuesOf({}, factory)).toEqual({
    nominalVoltage: ['10kv', 'proposed'], capacityKva: [1250, 'proposed'], meteringMode: ['high-side', 'proposed'], ctRatio: ['75/5', 'proposed'],
    ptRatio: ['10000/100', 'proposed'], serviceLineLengthM: [431.3, 'measured'], lineLengthM: [431.3, 'measured'],
  });
});

test('a capacity is never rounded below what is needed, nor by more than a tenth above', () => {
  fc.assert(fc.property(fc.double({ min: 0.1, max: 160, noNaN: true }), kw => {
    const value = adopt({}, { ...home, load: { ...home.load!, kw } }, 'zh').find(a => a.field === 'capacityKw')!.value as number;
    expect(value).toBeGreaterThanOrEqual(kw - 1e-6);
    expect(value).toBeLessThan(kw + 0.1 + 1e-9);
  }));
});

test('what the form would refuse is said to not fit', () => {
  const found = fitting(adopt({}, home, 'zh'), [{ id: 'capacityKw', label: '', max: 5 }, { id: 'crossSectionMm2', label: '', min: 2.5, max: 300 }, { id: 'phases', label: '', options: [{ id: 'single' }] }]);
  expect(found.map(f => [f.field.id, f.fits])).toEqual([['phases', true], ['capacityKw', false], ['crossSectionMm2', true]]);
});
