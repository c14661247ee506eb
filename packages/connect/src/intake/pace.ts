/** How often the platform is looked at, in milliseconds. */
export interface PaceOptions {
  readonly pollEvery: number;
  /** While nothing changes, the pause doubles up to this. */
  readonly pollEveryIdle: number;
}

/** What came of a look at the platform. */
export type Look =
  | { readonly type: "changed" | "quiet" }
  /** It was not looked at, because the engine cannot keep up. */
  | { readonly type: "congested" }
  | { readonly type: "failed"; readonly retryAfter: number | undefined };

/**
 * Tells how long to wait after a look. Where there was a hint of news there is more to come, even if the
 * platform does not show it yet.
 */
export function paceOf({
  pollEvery,
  pollEveryIdle,
}: PaceOptions): (look: Look, wasNudged?: boolean) => number {
  const longest = Math.max(pollEvery, pollEveryIdle);
  let pause = pollEvery;
  return (look, wasNudged = false) => {
    if (look.type === "congested") return pollEvery;
    if (look.type === "changed" || (look.type === "quiet" && wasNudged)) {
      pause = pollEvery;
      return pause;
    }
    const now = pause;
    pause = Math.min(longest, pause * 2);
    return look.type === "failed" ? Math.max(now, look.retryAfter ?? 0) : now;
  };
}
