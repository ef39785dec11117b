import type { Place } from '../types';

export type PositionTrouble = 'refused' | 'timeout' | 'unavailable' | 'unsupported';

// Android's WebView and some browsers tell when a position is made up; the standard has no member for it.
interface MaybeMocked { mocked?: boolean; isMock?: boolean; isFromMockProvider?: boolean }

// A WebView that does not say how exact it is may know no more than the cell of a mast.
const unsaidM = 10_000;

/** What the device says, as a place. */
export function placeOf(position: GeolocationPosition): Place {
  const { coords } = position;
  const flags: MaybeMocked = { ...(position as unknown as MaybeMocked), ...(coords as unknown as MaybeMocked) };
  const place: Place = {
    lat: coords.latitude, lon: coords.longitude, accuracyM: Number.isFinite(coords.accuracy) ? coords.accuracy : unsaidM, at: new Date(position.timestamp).toISOString(),
  };
  const mock = flags.mocked ?? flags.isMock ?? flags.isFromMockProvider;
  return mock ? { ...place, mock } : place;
}

export function troubleOf(error: { code: number }): PositionTrouble {
  return error.code === 1 ? 'refused' : error.code === 3 ? 'timeout' : 'unavailable';
}

export interface Locating { onBetter: (best: Place) => void; onDone: (best: Place) => void; onTrouble: (trouble: PositionTrouble) => void }

const readings: PositionOptions = { enableHighAccuracy: true, maximumAge: 0, timeout: 30_000 };

/**
 * Listens for some seconds and keeps the most accurate reading; sooner when one is within 5 m. The first fix of a cold receiver may take
 * longer: the seconds count from the first reading. Returns how to stop.
 */
export function locate(seconds: number, told: Locating, geolocation: Geolocation | undefined = navigator.geolocation): () => void {
  if (!geolocation) {
    told.onTrouble('unsupported');
    return () => undefined;
  }
  let best: Place | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    geolocation.clearWatch(watch);
    clearTimeout(timer);
  };
  const finish = () => {
    stop();
    if (best) told.onDone(best);
  };
  const watch = geolocation.watchPosition(
    position => {
      const place = placeOf(position);
      if (best && place.accuracyM >= best.accuracyM) return;
      best = place;
      told.onBetter(place);
      if (place.accuracyM <= 5) finish();
      else timer ??= setTimeout(finish, seconds * 1000);
    },
    error => {
      if (best && error.code !== 1) return;
      stop();
      told.onTrouble(troubleOf(error));
    },
    readings,
  );
  return stop;
}

/** The way while it is walked: every reading, until stopped. */
export function follow(onPlace: (place: Place) => void, onTrouble: (trouble: PositionTrouble) => void, geolocation: Geolocation | undefined = navigator.geolocation): () => void {
  if (!geolocation) {
    onTrouble('unsupported');
    return () => undefined;
  }
  const watch = geolocation.watchPosition(p => onPlace(placeOf(p)), e => onTrouble(troubleOf(e)), readings);
  return () => geolocation.clearWatch(watch);
}

export type Placed = { place: Place } | { refused: PositionTrouble };

/** Where the device is now, roughly and soon. No answer is one too: nothing may depend on a satellite. */
export function whereAmI(): Promise<Placed> {
  const { geolocation } = navigator;
  if (!geolocation) return Promise.resolve({ refused: 'unsupported' });
  return new Promise(resolve => geolocation.getCurrentPosition(
    position => resolve({ place: placeOf(position) }),
    error => resolve({ refused: troubleOf(error) }),
    { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 },
  ));
}
