const radiusM = 6_371_000;
const rad = Math.PI / 180;

interface Point {
  lat: number;
  lon: number;
}

/** Metres between two points on the ground. */
export function distanceM(a: Point, b: Point): number {
  const h = Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * radiusM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Farther than this from the address, beyond what the reading may be wrong, is worth a word. */
const farM = 200;

export function isFar(from: Point & { accuracyM: number }, address: Point): boolean {
  return distanceM(from, address) - from.accuracyM > farM;
}
