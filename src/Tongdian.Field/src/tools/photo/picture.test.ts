import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindOfFile } from './file-kind';
import { pictureHead } from './picture-head';
import { scaledSize, tooLarge } from './scale';

const ascii = (text: string) => [...text].map(c => c.charCodeAt(0));
const two = (n: number) => [n >> 8, n & 255];
const four = (n: number) => [...two(n >>> 16), ...two(n & 0xffff)];

/** A JPEG's head with what a phone writes: EXIF with orientation and time, then the size. */
function jpegHead(width: number, height: number, turn: number, time: string, offset: string): Uint8Array {
  const [inner, text] = [8 + 2 + 2 * 12 + 4, 8 + 2 + 2 * 12 + 4 + 2 + 2 * 12 + 4];
  const entry = (tag: number, type: number, count: number, value: number[]) => [...two(tag), ...two(type), ...four(count), ...value];
  const tiff = [
    ...ascii('MM'), ...two(42), ...four(8),
    ...two(2), ...entry(0x0112, 3, 1, [...two(turn), 0, 0]), ...entry(0x8769, 4, 1, four(inner)), ...four(0),
    ...two(2), ...entry(0x9003, 2, 20, four(text)), ...entry(0x9011, 2, 7, four(text + 20)), ...four(0),
    ...ascii(time.padEnd(20, '\0')), ...ascii(offset.padEnd(7, '\0')),
  ];
  return new Uint8Array([
    0xff, 0xd8, 0xff, 0xe1, ...two(tiff.length + 8), ...ascii('Exif\0\0'), ...tiff,
    0xff, 0xc0, ...two(17), 8, ...two(height), ...two(width), 3,
  ]);
}

test('kinds of files are told by their octets', () => {
  expect(kindOfFile(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe('jpeg');
  expect(kindOfFile(new Uint8Array([0x89, ...ascii('PNG\r\n\x1a\n')]))).toBe('png');
  expect(kindOfFile(new Uint8Array([0, 0, 0, 24, ...ascii('ftypheic')]))).toBe('heic');
  expect(kindOfFile(new Uint8Array([0, 0, 0, 24, ...ascii('ftypmif1')]))).toBe('heic');
  expect(kindOfFile(new Uint8Array([0, 0, 0, 24, ...ascii('ftypisom')]))).toBe('video');
  expect(kindOfFile(new Uint8Array(ascii('%PDF-1.7')))).toBe('pdf');
  expect(kindOfFile(new Uint8Array())).toBe('empty');
  expect(kindOfFile(new Uint8Array(ascii('GIF89a')))).toBe('other');
});

test('size and time of a photo are read without decoding it; a turned one is turned', () => {
  expect(pictureHead(jpegHead(4000, 3000, 1, '2026:11:26 09:30:00', '+08:00'))).toEqual({ width: 4000, height: 3000, takenAt: '2026-11-26T09:30:00+08:00' });
  expect(pictureHead(jpegHead(4000, 3000, 6, '2026:11:26 09:30:00', ''))).toEqual({ width: 3000, height: 4000, takenAt: '2026-11-26T09:30:00' });
  expect(pictureHead(jpegHead(4000, 3000, 1, '0000:00:00 00:00:00', ''))).toEqual({ width: 4000, height: 3000 });
});

test('no octets, however broken, upset the reader', () => {
  const whole = jpegHead(4000, 3000, 6, '2026:11:26 09:30:00', '+08:00');
  fc.assert(fc.property(fc.integer({ min: 2, max: whole.length }), fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }), (length, changes) => {
    const broken = whole.slice(0, length);
    for (const [at, value] of changes) if (at > 1 && at < length) broken[at] = value;
    pictureHead(broken);
  }), { numRuns: 2000 });
  expect(pictureHead(new Uint8Array([0xff]))).toBeNull();
});

test('a scaled photo keeps its shape, fits, and is never larger than it was', () => {
  fc.assert(fc.property(fc.integer({ min: 100, max: 20_000 }), fc.integer({ min: 100, max: 20_000 }), (width, height) => {
    const scaled = scaledSize({ width, height });
    expect(scaled.width * scaled.height).toBeLessThanOrEqual(16_000_000);
    expect(scaled.width).toBeLessThanOrEqual(width);
    expect(scaled.height).toBeLessThanOrEqual(height);
    expect(Math.abs(scaled.width / scaled.height - width / height) / (width / height)).toBeLessThan(0.02);
  }));
});

test('photos of usual phones are kept as they are, those of 100 MP are not', () => {
  expect(tooLarge({ width: 4000, height: 3000 }, 6e6)).toBe(false);
  expect(tooLarge({ width: 12_000, height: 9000 }, 18e6)).toBe(true);
  expect(tooLarge({ width: 4000, height: 3000 }, 25e6)).toBe(true);
});
