import type { Answer } from "../../http/answer.ts";
import type { Clock } from "../../system-clock.ts";

/** How long a caller beyond the limit is sent away. */
const BLOCKED_MS = 60_000;

/** The calls of one address within the last second, and until when it is blocked. */
interface Counted {
  readonly calls: readonly number[];
  readonly blockedUntil: number;
}

/** Counts calls by address, in the simulator's time. Beyond the limit an address is blocked for a minute. */
export class RateBlock {
  readonly #perSecond: number;
  readonly #clock: Clock;
  readonly #counted = new Map<string, Counted>();

  constructor(perSecond: number, clock: Clock) {
    if (!(perSecond > 0)) throw new RangeError("A rate limit is more than 0 calls a second.");
    this.#perSecond = perSecond;
    this.#clock = clock;
  }

  /** The refusal of a call, which is no JSON; undefined when it may pass, which is counted. */
  refuse(address: string): Answer | undefined {
    const now = this.#clock.now();
    const key = callerOf(address);
    const { calls, blockedUntil } = this.#counted.get(key) ?? { calls: [], blockedUntil: 0 };
    if (now < blockedUntil) return BLOCKED;
    const recent = [...calls.filter((at) => at > now - 1000), now];
    const isBeyond = recent.length > this.#perSecond;
    this.#counted.set(key, {
      calls: isBeyond ? [] : recent,
      blockedUntil: isBeyond ? now + BLOCKED_MS : 0,
    });
    return isBeyond ? BLOCKED : undefined;
  }
}

const BLOCKED: Answer = {
  status: 429,
  text: {
    type: "text/html",
    content:
      "<html><head><title>429</title></head><body><h1>Too Many Requests</h1></body></html>\n",
  },
  headers: { "retry-after": "60" },
};

/** An IPv4 address, or the first 64 bits of an IPv6 one. */
function callerOf(address: string): string {
  const mapped = /^::ffff:(?<four>\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.groups?.["four"];
  if (mapped !== undefined) return mapped;
  if (!address.includes(":")) return address;
  const [left = "", right] = address.split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const zeros = right === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array.from({ length: Math.max(0, zeros) }, () => "0"), ...tail];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(":");
}
