/** How often the platform is looked at, in milliseconds. */
export interface PaceOptions {
  readonly pollEvery: number;
  /** While nothing changes, the pause doubles up to this. */
  readonly pollEveryIdle: number;
}

/** What came of a look at the platform. */
export type Look =
  | { readonly type: "changed" | "quiet" }
  | { readonly type: "failed"; readonly retryAfter: number | undefined };

/** Tells how long to wait after a look. */
export function paceOf({ pollEvery, pollEveryIdle }: PaceOptions): (look: Look) => number {
  const longest = Math.max(pollEvery, pollEveryIdle);
  let pause = pollEvery;
  return (look) => {
    if (look.type === "changed") {
      pause = pollEvery;
      return pause;
    }
    const now = pause;
    pause = Math.min(longest, pause * 2);
    return look.type === "failed" ? Math.max(now, look.retryAfter ?? 0) : now;
  };
}
