import { useEffect, useEffectEvent, useRef, type PointerEvent, type RefObject } from "react";

import type { View } from "./use-view.ts";

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A hand that trembles this much still points at one thing. */
const tremble = 4;

const between = (one: Spot, other: Spot): Spot => ({
  x: (one.x + other.x) / 2,
  y: (one.y + other.y) / 2,
});

/** A wheel's notch, or the little steps of two fingers on a pad, as a factor. */
const factorOf = ({ deltaY, deltaMode }: WheelEvent): number =>
  Math.exp((-deltaY * (deltaMode === 1 ? 20 : 1)) / 300);

/**
 * Looks around by pointer: drag to pan; two fingers, or the wheel with Ctrl, to zoom. A plain wheel scrolls
 * the page, as everywhere.
 */
export function useGestures(
  element: RefObject<HTMLElement | null>,
  { pan, zoom }: Pick<View, "pan" | "zoom">,
) {
  const fingers = useRef(new Map<number, Spot>());
  const travelled = useRef(0);
  const spotOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Spot => {
    const { left = 0, top = 0 } = element.current?.getBoundingClientRect() ?? {};
    return { x: clientX - left, y: clientY - top };
  };

  const turned = useEffectEvent((event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(factorOf(event), spotOf(event));
  });
  useEffect(() => {
    const turnedOn = element.current;
    const turn = (event: WheelEvent): void => turned(event);
    // Only a listener that says so may keep the page from being zoomed.
    turnedOn?.addEventListener("wheel", turn, { passive: false });
    return () => turnedOn?.removeEventListener("wheel", turn);
  }, [element]);

  function move(event: PointerEvent): void {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const spot = spotOf(event);
    fingers.current.set(event.pointerId, spot);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    travelled.current += Math.hypot(spot.x - before.x, spot.y - before.y);
    if (travelled.current <= tremble) return;
    element.current?.setPointerCapture(event.pointerId);
    if (other === undefined) {
      pan(spot.x - before.x, spot.y - before.y);
      return;
    }
    const apart = Math.hypot(spot.x - other.x, spot.y - other.y);
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    zoom(was === 0 ? 1 : apart / was, between(spot, other));
  }

  const lift = ({ pointerId }: PointerEvent): void => void fingers.current.delete(pointerId);

  return {
    /** Whether the last press was a drag, whose click means nothing. */
    wasDragged: () => travelled.current > tremble,
    handlers: {
      onPointerDown(event: PointerEvent) {
        if (event.button !== 0) return;
        if (fingers.current.size === 0) travelled.current = 0;
        fingers.current.set(event.pointerId, spotOf(event));
      },
      onPointerMove: move,
      onPointerUp: lift,
      onPointerCancel: lift,
      onLostPointerCapture: lift,
    },
  };
}
