import type { Reply } from "./reply.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** How old an answer may be that is shown once more, in milliseconds. */
const oldest = 4000;
/** How long a changed request may be missing from lists, in milliseconds. */
const lag = 4000;
const answersKept = 4;

interface Past {
  readonly at: number;
  readonly reply: Reply;
}

/** Reads that lag behind: what a replica or a search index of the platform would have answered. */
export class PastAnswers {
  readonly #now: () => number;
  readonly #random: SeededRandom;
  readonly #kept = new Map<string, Past[]>();

  constructor(now: () => number, random: SeededRandom) {
    this.#now = now;
    this.#random = random;
  }

  keep(address: string, reply: Reply): void {
    const past = this.#kept.get(address) ?? [];
    this.#kept.set(address, [...past.slice(1 - answersKept), { at: this.#now(), reply }]);
  }

  /** An answer given to the same question a moment ago; undefined when it was not asked then. */
  stale(address: string): Reply | undefined {
    const earliest = this.#now() - oldest;
    const past = (this.#kept.get(address) ?? []).filter(({ at }) => at >= earliest);
    return past.length === 0 ? undefined : this.#random.pick(past).reply;
  }

  /** A list without some of the requests that changed just now. */
  withoutSome(reply: Reply): Reply {
    const rows: unknown = JSON.parse(reply.text);
    if (!Array.isArray(rows)) return reply;
    const since = this.#now() - lag;
    const shown = (rows as readonly { readonly updated?: unknown }[]).filter(
      ({ updated }) =>
        typeof updated !== "string" || Date.parse(updated) < since || this.#random.chance(0.5),
    );
    if (shown.length === rows.length) return reply;
    const total = String(shown.length);
    return {
      ...reply,
      headers: { ...reply.headers, "content-range": `items 0-${total}/${total}` },
      text: JSON.stringify(shown),
    };
  }
}
