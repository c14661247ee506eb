import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";

import { LiveChanges } from "./live-changes.ts";
import { LiveChangesContext } from "./use-live-changes.ts";

/** Browsers allow few connections to one server, so that a page nobody looks at gives its own up. */
const restAfter = 20_000;

/** Follows the service's changes while somebody looks at the page. */
export function LiveChangesProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [live] = useState(() => new LiveChanges(() => void queries.invalidateQueries()));

  useEffect(() => {
    let resting: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(resting);
      if (document.visibilityState === "visible") live.start();
      else resting = setTimeout(() => live.stop(), restAfter);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(resting);
      live.stop();
    };
  }, [live]);

  useEffect(
    () =>
      live.subscribe((changes) => {
        const keys = new Set<unknown>(changes.map(({ key }) => key));
        void queries.invalidateQueries({
          predicate: ({ queryKey: [what, key] }) => what === "subscription" && keys.has(key),
        });
      }),
    [live, queries],
  );

  return <LiveChangesContext value={live}>{children}</LiveChangesContext>;
}
