import { believableM, type Spot } from '../position/geo';
import type { Place, Point } from '../types';

export interface RouteDrawing { points: Point[]; bar: { metres: number; pixels: number } }

/**
 * The way seen from above, north up, inside a frame. Flat: over the few kilometres of a service line the curve of the Earth is below the
 * width of the pen.
 */
export function drawing(track: readonly Place[], width: number, height: number, margin: number): RouteDrawing {
  const good = track.filter(p => p.accuracyM <= believableM);
  if (good.length === 0) return { points: [], bar: { metres: 10, pixels: 50 } };
  const flat = good.map(p => metresFrom(good[0]!, p));
  const [west, east] = [Math.min(...flat.map(p => p.x)), Math.max(...flat.map(p => p.x))];
  const [south, north] = [Math.min(...flat.map(p => p.y)), Math.max(...flat.map(p => p.y))];
  const [wide, high] = [Math.max(east - west, 1), Math.max(north - south, 1)];
  // Never larger than 20 pixels a metre: the noise of standing still would look like a way.
  const scale = Math.min(20, (width - 2 * margin) / wide, (height - 2 * margin) / high);
  const points = flat.map(p => ({ x: width / 2 + (p.x - (west + east) / 2) * scale, y: height / 2 - (p.y - (south + north) / 2) * scale }));
  const metres = roundLength(width / 3 / scale);
  return { points, bar: { metres, pixels: metres * scale } };
}

/** The largest of 1, 2, 5, 10, 20, 50 … that is not above. */
export function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const first = most / power;
  return (first >= 5 ? 5 : first >= 2 ? 2 : 1) * power;
}

function metresFrom(origin: Spot, spot: Spot): Point {
  const degree = 111_195;
  return { x: (spot.lon - origin.lon) * degree * Math.cos(origin.lat * Math.PI / 180), y: (spot.lat - origin.lat) * degree };
}
