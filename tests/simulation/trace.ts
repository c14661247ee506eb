import { createHash } from "node:crypto";

/** Looks into the store that change nothing, and the ends of what a line before tells of. */
const dull =
  /  store (?:load|claim|claim timers|next wake|backlog|list|history|read cursor|extend|pauses)\b|: done$/u;

/** What happened in a world, line by line, each with its virtual time. */
export class Trace {
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #lines: string[] = [];

  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  note(who: string, what: string): void {
    const at = String(this.#now() - this.#startedAt).padStart(8);
    this.#lines.push(`${at} ms  ${who.padEnd(10)} ${what}`);
  }

  get length(): number {
    return this.#lines.length;
  }

  /** Equal for equal traces only. */
  digest(): string {
    const hash = createHash("sha256");
    for (const line of this.#lines) hash.update(line).update("\n");
    return hash.digest("hex");
  }

  /** Every line. */
  whole(): string {
    return this.#lines.join("\n");
  }

  /** The lines a person wants to read that speak of one of these, or all; the last when there are too many. */
  text(mentions: readonly string[], atMost: number): string {
    const told = this.#lines.filter(
      (line) =>
        !dull.test(line) && (mentions.length === 0 || mentions.some((one) => line.includes(one))),
    );
    const shown = told.slice(-atMost);
    const left = told.length - shown.length;
    return [...(left > 0 ? [`(${left} earlier lines left out)`] : []), ...shown].join("\n");
  }
}
