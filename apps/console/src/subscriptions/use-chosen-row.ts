import { useState, type KeyboardEvent } from "react";
import { useLocation } from "wouter";

import { pathOf } from "./table-row.tsx";
import type { Rows } from "./use-rows.ts";

interface Screen {
  /** Of the rows on the screen, the one on top. */
  readonly first: number;
  /** How many fit on it. */
  readonly size: number;
}

interface Choice {
  /** Of other rows it is none. */
  readonly rows: Rows;
  readonly place: number | undefined;
}

interface ChosenRow {
  readonly chosen: number | undefined;
  readonly press: (event: KeyboardEvent) => void;
}

/** Where a key leads from a row. */
const moves: Readonly<Record<string, (from: number, screen: Screen) => number>> = {
  ArrowDown: (from) => from + 1,
  ArrowUp: (from) => from - 1,
  PageDown: (from, { size }) => from + Math.max(1, size - 2),
  PageUp: (from, { size }) => from - Math.max(1, size - 2),
  Home: () => 0,
  End: () => Number.POSITIVE_INFINITY,
};

/** The row that keys have led to; Enter opens it. */
export function useChosenRow(
  rows: Rows,
  screen: () => Screen,
  show: (place: number) => void,
): ChosenRow {
  const [choice, choose] = useState<Choice>({ rows, place: undefined });
  const [, navigate] = useLocation();
  const chosen = choice.rows === rows ? choice.place : undefined;

  const press = (event: KeyboardEvent): void => {
    const { target, currentTarget, key } = event;
    if (target !== currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const opened = chosen === undefined ? undefined : rows.at(chosen)?.key;
    if (key === "Enter" && opened !== undefined) navigate(pathOf(opened));
    const { count } = rows.state();
    const move = moves[key];
    if (move === undefined || count === 0) return;
    event.preventDefault();
    const seen = screen();
    const place = Math.min(count - 1, Math.max(0, move(chosen ?? seen.first - 1, seen)));
    choose({ rows, place });
    show(place);
  };

  return { chosen, press };
}
