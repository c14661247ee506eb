import { useLayoutEffect, useState, type RefObject } from "react";

import type { Size } from "./viewport.ts";

/** How large an element is; undefined until it is measured. */
export function useScreen(element: RefObject<HTMLElement | null>): Size | undefined {
  const [screen, measure] = useState<Size>();
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return undefined;
    const look = (): void =>
      measure((before) => {
        const { clientWidth: width, clientHeight: height } = measured;
        return before?.width === width && before.height === height ? before : { width, height };
      });
    const observer = new ResizeObserver(look);
    observer.observe(measured);
    look();
    return () => observer.disconnect();
  }, [element]);
  return screen;
}
