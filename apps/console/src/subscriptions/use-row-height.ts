import { useSyncExternalStore } from "react";

/** As in `table.css`: below it a row takes two lines. */
const narrow = matchMedia("(max-width: 760px)");

function subscribe(listener: () => void): () => void {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
}

/** How high every row is, in pixels. */
export const useRowHeight = (): number =>
  useSyncExternalStore(subscribe, () => (narrow.matches ? 58 : 34));
