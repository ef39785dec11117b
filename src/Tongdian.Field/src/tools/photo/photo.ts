import type { Place, Point } from '../types';

/** Drawn over a photo, in its pixels as it is shown; the photo itself is never changed. */
export type Mark =
  | { kind: 'arrow'; from: Point; to: Point }
  | { kind: 'circle'; from: Point; to: Point }
  | { kind: 'text'; at: Point; words: string };

/** What the person says about a photo, and where it was taken. */
export interface PhotoNotes {
  place?: Place;
  /** What it shows: one of the choices that the form offers. */
  shows?: string;
  words?: string;
  marks?: Mark[];
}

/** A photo without its octets; whoever keeps them hands them out by `id`. */
export interface Photo extends PhotoNotes {
  id: string;
  mediaType: 'image/jpeg' | 'image/png';
  bytes: number;
  width: number;
  height: number;
  /** Just taken, or from the album: then its place is where it was added, not where it was taken. */
  from: 'camera' | 'album';
  /** When the app got it, on the device's clock. */
  keptAt: string;
  /** When the camera took it, on the camera's clock; without an offset unless the camera wrote one. */
  takenAt?: string;
  /** What it was before it had to be scaled. */
  was?: { width: number; height: number; bytes: number };
}
