import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { useLiveChanges } from "./use-live-changes.ts";

/**
 * Reads queries again soon after anything changed, but no more often than every so many milliseconds,
 * however much changes.
 */
export function useStaleOnChange(queryKey: QueryKey, everyMilliseconds: number): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLiveChanges(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey });
    }, everyMilliseconds);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
