import type { LaidOutChart, Rectangle } from "@tenure/inspector/drawing";
import { useState } from "react";

import {
  centered,
  fitted,
  focused,
  isSeen,
  panned,
  zoomed,
  type Size,
  type Viewport,
} from "./viewport.ts";

/** What is seen of a chart: what is lit, wherever that moves; all of it; or where the reader went. */
type Seeing = "lit" | "whole" | "free";

interface Looking {
  readonly seeing: Seeing;
  readonly free: Viewport;
}

const nowhere: Viewport = { x: 0, y: 0, scale: 1 };

/** Where a chart is seen on a screen, and how to look elsewhere. */
export interface View {
  readonly at: Viewport;
  readonly seeing: Seeing;
  see: (what: "lit" | "whole") => void;
  zoom: (factor: number, around?: { readonly x: number; readonly y: number }) => void;
  pan: (x: number, y: number) => void;
  /** Moves the part into sight if it is out of it. */
  show: (part: Rectangle) => void;
}

/** @param lit the parts of which the first that can be shown is looked at until the reader looks elsewhere */
export function useView(
  chart: LaidOutChart | undefined,
  screen: Size | undefined,
  lit: readonly Rectangle[],
): View {
  const [looking, look] = useState<Looking>({ seeing: "lit", free: nowhere });

  const from = ({ seeing, free }: Looking): Viewport => {
    if (chart === undefined || screen === undefined) return nowhere;
    if (seeing === "free") return free;
    return seeing === "whole" ? fitted(chart, screen) : focused(lit, chart, screen);
  };
  const turn = (change: (view: Viewport, chart: Size, screen: Size) => Viewport): void => {
    if (chart === undefined || screen === undefined) return;
    look((before) => ({ seeing: "free", free: change(from(before), chart, screen) }));
  };

  return {
    at: from(looking),
    seeing: looking.seeing,
    see: (seeing) => look((before) => ({ ...before, seeing })),
    zoom: (factor, around) =>
      turn((view, picture, { width, height }) => {
        const point = around ?? { x: width / 2, y: height / 2 };
        return panned(zoomed(view, factor, point), { x: 0, y: 0 }, picture, { width, height });
      }),
    pan: (x, y) => turn((view, picture, size) => panned(view, { x, y }, picture, size)),
    show(part) {
      if (screen === undefined || isSeen(part, from(looking), screen)) return;
      turn((view, picture, size) => centered(part, picture, size, view.scale));
    },
  };
}
