import { expect, test } from 'vitest';
import { checkedInput, corrected, shownIn } from './plate';

const reading = { model: { value: 'DDZY1296', confidence: 0.98 }, constant: { value: 1200, confidence: 0.6 } };

test('a value is read when it was left as it was read, typed when somebody changed it', () => {
  expect(corrected(reading.model, 'DDZY1296').origin).toBe('read');
  expect(corrected(reading.model, 'DTZY1296').origin).toBe('typed');
  expect(corrected(undefined, '5(60)A').origin).toBe('typed');
});

test('nothing counts as accepted before the person said so', () => {
  expect(shownIn(reading, {}, 'constant')).toEqual({ value: '1200', origin: 'read', accepted: false });
  expect(shownIn(reading, { constant: corrected(reading.constant, '1200') }, 'constant').accepted).toBe(true);
});

test('a constant is found in how it stands on the plate', () => {
  const values = { model: 'DDZY1296', voltage: '220V', current: '', constant: '1 200 imp/kWh', number: '', maker: '' };
  expect(checkedInput(values)).toEqual({ model: 'DDZY1296', voltage: '220V', constant: 1200 });
  expect(checkedInput({ ...values, model: '' })).toBeNull();
});
