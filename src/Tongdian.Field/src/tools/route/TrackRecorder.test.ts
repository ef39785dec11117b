// @vitest-environment happy-dom
import { h, render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { TrackRecorder, type Track } from './TrackRecorder';

afterEach(() => vi.unstubAllGlobals());

test('a recording tells every point at once, and goes on when the page comes back', async () => {
  let read: (lat: number, accuracy?: number) => void = () => undefined;
  const watched = new Set<number>();
  let next = 0;
  vi.stubGlobal('navigator', {
    geolocation: {
      watchPosition: (heard: PositionCallback) => {
        read = (latitude, accuracy = 5) => heard({ timestamp: 0, coords: { latitude, longitude: 113, accuracy } } as GeolocationPosition);
        watched.add(++next);
        return next;
      },
      clearWatch: (id: number) => watched.delete(id),
    },
  });
  let track: Track = { points: [], running: true };
  const place = document.createElement('div');
  const show = () => act(() => render(h(TrackRecorder, { language: 'en', label: 'Route', value: track, onChange: said => { track = said; } }), place));

  await show();
  // Two readings before the page is drawn again: neither may be lost.
  await act(() => { read(23); read(23.001); });
  expect(track.points.map(p => p.lat)).toEqual([23, 23.001]);
  await act(() => render(null, place));
  expect(watched.size).toBe(0);

  await show();
  await act(() => read(23.002));
  expect(track.points.map(p => p.lat)).toEqual([23, 23.001, 23.002]);
  await show();
  expect(place.textContent).toContain('about 222 m');
});
