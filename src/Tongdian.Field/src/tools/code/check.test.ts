import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeIn, fits, plainCode, TwiceAlike } from './check';

const meter = '^[A-Z0-9]{8,22}$';

test('a number is kept without what people put between its groups', () => {
  expect(plainCode(' 4430 0012－3456 ab ')).toBe('443000123456AB');
  fc.assert(fc.property(fc.string(), text => { expect(plainCode(plainCode(text))).toBe(plainCode(text)); }));
});

test('the number is found in an address or among labelled values', () => {
  expect(codeIn('https://m.example.cn/meter?id=4430001234567890123456&v=2', meter)).toBe('4430001234567890123456');
  expect(codeIn('型号:DDZY1296 编号:44300012345678901', meter)).toBe('44300012345678901');
  expect(codeIn('hello', meter)).toBeNull();
});

test('whatever is found is a number of its kind', () => {
  fc.assert(fc.property(fc.string(), text => {
    const found = codeIn(text, meter);
    if (found !== null) expect(fits(found, meter)).toBe(true);
  }));
});

test('a code counts when it was read twice alike, one after the other', () => {
  const twice = new TwiceAlike();
  expect(['A', 'B', 'A', 'A'].map(code => twice.heard(code))).toEqual([false, false, false, true]);
});
