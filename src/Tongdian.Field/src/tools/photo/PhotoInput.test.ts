// @vitest-environment happy-dom
import { h, render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Photo } from './photo';
import { PhotoInput } from './PhotoInput';

const jpeg = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 11, 184, 15, 160, 3])], 'a.jpg', { type: 'image/jpeg' });
const heic = new File([new Uint8Array([0, 0, 0, 24, ...'ftypheic'].map(c => (typeof c === 'string' ? c.charCodeAt(0) : c)))], 'b.jpg', { type: 'image/jpeg' });
const place = document.createElement('div');
let taken: { photo: Omit<Photo, 'id'>; picture: Blob }[] = [];
let full = false;

beforeEach(async () => {
  [taken, full] = [[], false];
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ close: () => undefined }));
  await act(() => render(h(PhotoInput, {
    language: 'en', label: 'Overview', photos: [], max: 4, shows: [], open: () => Promise.reject(new Error('none')), onChange: () => undefined, onRemove: () => undefined,
    onTake: (photo, picture) => {
      if (full) return Promise.reject(new Error('full'));
      taken.push({ photo, picture });
      return Promise.resolve('1');
    },
  }), place));
});
afterEach(() => {
  render(null, place);
  vi.unstubAllGlobals();
});

async function choose(files: File[], until: () => void) {
  const input = place.querySelectorAll<HTMLInputElement>('input[type=file]')[1]!;
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await vi.waitFor(until);
}

test('the octets of a photo are handed on as the camera wrote them', async () => {
  await choose([jpeg], () => expect(taken).toHaveLength(1));
  expect(taken[0]!.picture).toBe(jpeg);
  expect(taken[0]!.photo).toMatchObject({ width: 4000, height: 3000, mediaType: 'image/jpeg', from: 'album', bytes: 12 });
});

test('a photo that the device has no room for stays, and goes with the next try', async () => {
  full = true;
  await choose([jpeg], () => expect(place.textContent).toMatch(/could not be kept.*Take a photo/));
  full = false;
  await act(() => [...place.querySelectorAll('button')].find(b => b.textContent === 'Try again')!.click());
  await vi.waitFor(() => expect(taken.map(t => t.picture)).toEqual([jpeg]));
  await vi.waitFor(() => expect(place.textContent).not.toContain('could not be kept'));
});

test('a HEIC photo under the name of a JPEG is told apart, and the others go on', async () => {
  await choose([heic, jpeg], () => expect(place.textContent).toContain('Most Compatible'));
  expect(taken).toHaveLength(1);
});
