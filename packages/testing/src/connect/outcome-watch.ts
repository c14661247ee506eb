import type { Observer } from "@tenure/engine";

/** Tells of the attempts at effects that are given up. */
export function outcomeWatch(gaveUp: (code: string) => void): Observer {
  return {
    event: () => ({ ended: () => undefined }),
    attempt: () => ({
      during: (work) => work(),
      ended({ outcome, code }) {
        if (outcome === "stuck" && code !== undefined) gaveUp(code);
      },
    }),
    watch: () => () => undefined,
  };
}
