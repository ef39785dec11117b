import { expect, test } from 'vitest';
import { numberFrom } from './number';

test('numbers are read as people type them', () => {
  expect(['3,5', '３．５', ' 12 ', '.5', '-4', ''].map(numberFrom)).toEqual([3.5, 3.5, 12, 0.5, -4, undefined]);
  expect(['3kW', '1.2.3', '--1', '1e9'].map(numberFrom)).toEqual([null, null, null, null]);
});
