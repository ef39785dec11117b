import type { Point } from '../types';

export interface Size { width: number; height: number }

/** How a picture lies in its frame: frame = picture · scale + (x, y). */
export interface Viewport { scale: number; x: number; y: number }

const mostZoom = 8;

/** The whole picture in the middle of the frame. */
export function whole(picture: Size, frame: Size): Viewport {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return { scale, x: (frame.width - picture.width * scale) / 2, y: (frame.height - picture.height * scale) / 2 };
}

export function toFrame(point: Point, view: Viewport): Point {
  return { x: point.x * view.scale + view.x, y: point.y * view.scale + view.y };
}

export function toPicture(point: Point, view: Viewport): Point {
  return { x: (point.x - view.x) / view.scale, y: (point.y - view.y) / view.scale };
}

/** A point of the picture, or the nearest one of it. */
export function within(point: Point, picture: Size): Point {
  return { x: between(0, point.x, picture.width), y: between(0, point.y, picture.height) };
}

/** Larger or smaller about a point of the frame, which stays over the same point of the picture. */
export function zoomed(view: Viewport, factor: number, about: Point): Viewport {
  return { scale: view.scale * factor, x: about.x - (about.x - view.x) * factor, y: about.y - (about.y - view.y) * factor };
}

/** Two fingers keep hold of the points of the picture that they took. */
export function pinched(view: Viewport, before: readonly [Point, Point], after: readonly [Point, Point]): Viewport {
  const [a, b] = [middle(before), middle(after)];
  const factor = distance(...before) < 1 ? 1 : distance(...after) / distance(...before);
  const grown = zoomed(view, factor, a);
  return { ...grown, x: grown.x + b.x - a.x, y: grown.y + b.y - a.y };
}

/** Not smaller than the whole, not beyond eight screen pixels to one, and never out of sight. */
export function kept(view: Viewport, picture: Size, frame: Size): Viewport {
  const least = whole(picture, frame);
  const scale = between(least.scale, view.scale, Math.max(mostZoom, least.scale));
  const about = { x: frame.width / 2, y: frame.height / 2 };
  const sized = scale === view.scale ? view : zoomed(view, scale / view.scale, about);
  const side = (at: number, length: number, room: number) => (length * scale <= room ? (room - length * scale) / 2 : between(room - length * scale, at, 0));
  return { scale, x: side(sized.x, picture.width, frame.width), y: side(sized.y, picture.height, frame.height) };
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle([a, b]: readonly [Point, Point]): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function between(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
