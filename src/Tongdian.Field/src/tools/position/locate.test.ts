import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { locate, placeOf } from './locate';

type Reading = (accuracy: number, more?: object) => void;

function receiver() {
  let success: PositionCallback = () => undefined;
  let failure: PositionErrorCallback = () => undefined;
  const cleared: number[] = [];
  const geolocation = {
    watchPosition: (s: PositionCallback, f: PositionErrorCallback) => { [success, failure] = [s, f]; return 7; },
    clearWatch: (id: number) => cleared.push(id),
  } as unknown as Geolocation;
  const read: Reading = (accuracy, more = {}) => success({ timestamp: 0, coords: { latitude: 23, longitude: 113, accuracy, ...more } } as GeolocationPosition);
  return { geolocation, read, fail: (code: number) => failure({ code } as GeolocationPositionError), cleared };
}

const heard = () => ({ onBetter: vi.fn(), onDone: vi.fn(), onTrouble: vi.fn() });

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('the most accurate reading of the seconds is taken', () => {
  const [device, told] = [receiver(), heard()];
  locate(8, told, device.geolocation);
  for (const accuracy of [40, 12, 25]) device.read(accuracy);
  vi.advanceTimersByTime(8000);
  expect(told.onDone).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ accuracyM: 12 }));
  expect(device.cleared).toEqual([7]);
});

test('a reading within five metres ends the waiting', () => {
  const [device, told] = [receiver(), heard()];
  locate(8, told, device.geolocation);
  device.read(4);
  expect(told.onDone).toHaveBeenCalledOnce();
});

test('refused, too late and switched off are told apart', () => {
  for (const [code, trouble] of [[1, 'refused'], [2, 'unavailable'], [3, 'timeout']] as const) {
    const [device, told] = [receiver(), heard()];
    locate(8, told, device.geolocation);
    device.fail(code);
    expect(told.onTrouble).toHaveBeenCalledExactlyOnceWith(trouble);
  }
});

test('a position that does not say how exact it is counts as a rough one, and any better one replaces it', () => {
  const [device, told] = [receiver(), heard()];
  locate(8, told, device.geolocation);
  device.read(undefined as never);
  device.read(40);
  expect(told.onBetter.mock.calls.map(([place]) => place.accuracyM)).toEqual([10_000, 40]);
});

test('a made-up position says so, where the platform tells', () => {
  const at = { timestamp: 0, coords: { latitude: 23, longitude: 113, accuracy: 3, isMock: true } } as unknown as GeolocationPosition;
  expect(placeOf(at)).toEqual({ lat: 23, lon: 113, accuracyM: 3, at: '1970-01-01T00:00:00.000Z', mock: true });
});
