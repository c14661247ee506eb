import type { Direction } from "@tenure/inspector/drawing";

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  PageDown: "next",
  PageUp: "previous",
  Home: "first",
  End: "last",
  i: "in",
  o: "out",
};

/** Where a key leads to in a chart; undefined for keys that lead nowhere. */
export const directionOf = (key: string): Direction | undefined =>
  Object.hasOwn(directions, key) ? directions[key] : undefined;
