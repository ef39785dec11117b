import { useRef } from 'preact/hooks';
import type { Point } from '../types';

export interface Gestures {
  onDown: (at: Point) => void;
  onMove: (at: Point) => void;
  onUp: (at: Point) => void;
  /** A second finger came: what the first began does not count. */
  onCancel: () => void;
  onPinch: (before: readonly [Point, Point], after: readonly [Point, Point]) => void;
}

type Fingers = Map<number, Point>;

/** One finger draws, two fingers zoom and move. */
export function useGestures(told: Gestures) {
  const fingers = useRef<Fingers>(new Map()).current;
  const drawing = useRef<number | undefined>(undefined);
  const at = (event: PointerEvent): Point => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const two = () => [...fingers.values()].slice(0, 2) as [Point, Point];
  const lift = (event: PointerEvent) => {
    const drew = drawing.current === event.pointerId;
    fingers.delete(event.pointerId);
    if (drew) drawing.current = undefined;
    return drew;
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button > 0) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, at(event));
      if (fingers.size === 1) {
        drawing.current = event.pointerId;
        told.onDown(at(event));
      } else if (drawing.current !== undefined) {
        drawing.current = undefined;
        told.onCancel();
      }
    },
    onPointerMove: (event: PointerEvent) => {
      if (!fingers.has(event.pointerId)) return;
      const before = fingers.size > 1 ? two() : undefined;
      fingers.set(event.pointerId, at(event));
      if (before) told.onPinch(before, two());
      else if (drawing.current === event.pointerId) told.onMove(at(event));
    },
    onPointerUp: (event: PointerEvent) => {
      if (lift(event)) told.onUp(at(event));
    },
    onPointerCancel: (event: PointerEvent) => {
      if (lift(event)) told.onCancel();
    },
  };
}
