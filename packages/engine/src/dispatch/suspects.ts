import type { ClaimedEffect, Store } from "../ports/store.ts";

/** An effect whose lease was lost so often in a row may be what kills its process. */
const suspectFrom = 3;
/** How long the other suspects wait, in milliseconds. */
const wait = 1000;

export function isSuspect({ lost }: ClaimedEffect): boolean {
  return lost >= suspectFrom;
}

/**
 * Of those claimed, the effects to start. Suspects run one at a time: if one of them kills the process,
 * the others are not blamed for it. They are put back, durably, before any is started.
 */
export async function isolate(
  claimed: readonly ClaimedEffect[],
  options: {
    readonly store: Store;
    readonly now: number;
    /** One is running already. */
    readonly occupied: boolean;
  },
): Promise<readonly ClaimedEffect[]> {
  const suspects = claimed.filter(isSuspect);
  const waiting = new Set(options.occupied ? suspects : suspects.slice(1));
  if (waiting.size === 0) return claimed;
  const availableAt = options.now + wait;
  // One that cannot be put back keeps its claim until the lease ends.
  await Promise.allSettled(
    [...waiting].map(({ id, token, attempts }) =>
      options.store.putBack({ id, token }, { availableAt, attempts, error: "isolated" }),
    ),
  );
  return claimed.filter((effect) => !waiting.has(effect));
}
