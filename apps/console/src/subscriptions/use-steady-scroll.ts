import { useLayoutEffect, useRef, type RefObject } from "react";

import type { Rows } from "./use-rows.ts";

/** How far tables were scrolled that may be come back to, in pixels. */
const scrolledTo = new WeakMap<Rows, number>();

export const scrolledBefore = (rows: Rows): number => scrolledTo.get(rows) ?? 0;

/** The row on top of the screen. */
interface Anchor {
  readonly key: string;
  readonly place: number;
  /** So much of it is out of sight, in pixels. */
  readonly beyond: number;
}

interface SteadyScroll {
  /** For the element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** To be called when the reader has scrolled. */
  readonly hasScrolled: () => void;
}

/**
 * Keeps the row that is looked at where it is on the screen, whatever comes and goes above it, and comes back
 * to where a table was left.
 */
export function useSteadyScroll(rows: Rows, rowHeight: number): SteadyScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor>(undefined);

  useLayoutEffect(() => {
    anchor.current = undefined;
    scroller.current?.scrollTo({ top: scrolledBefore(rows) });
  }, [rows]);

  useLayoutEffect(() => {
    const before = anchor.current;
    const place = before === undefined ? undefined : rows.placeOf(before.key);
    if (before === undefined || place === undefined || place === before.place) return;
    anchor.current = { ...before, place };
    // Where it has to be, not how far from here: fewer rows may have moved the reader already.
    scroller.current?.scrollTo({ top: place * rowHeight + before.beyond });
  });

  const hasScrolled = (): void => {
    const top = scroller.current?.scrollTop ?? 0;
    scrolledTo.set(rows, top);
    const place = Math.floor(top / rowHeight);
    const key = rows.at(place)?.key;
    const beyond = top - place * rowHeight;
    anchor.current = key === undefined || top === 0 ? undefined : { key, place, beyond };
  };

  return { scroller, hasScrolled };
}
