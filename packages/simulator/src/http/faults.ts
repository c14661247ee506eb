import type { Caller } from "./roles.ts";
import { seededRandom } from "./seeded-random.ts";

/** What can happen to a call. */
export const CALL_FAULTS = [
  "status",
  "html",
  "truncated",
  "drop-before",
  "drop-after",
  "timeout-before",
  "timeout-after",
  "delay",
  "duplicate",
  "reorder",
  "stale",
] as const;

/** What can happen to a nudge of an event webhook. */
export const EVENT_FAULTS = [
  "lost-event",
  "duplicate-event",
  "late-event",
  "reorder-event",
] as const;

export type FaultKind = (typeof CALL_FAULTS)[number] | (typeof EVENT_FAULTS)[number];

/** An error body, as CloudBlue Connect or as cleverbridge words it. */
export type FaultError =
  | { readonly error_code: string; readonly errors: readonly string[] }
  | { readonly ResultMessage: string };

/** Something that goes wrong between a client and the platform. */
export interface Fault {
  /**
   * `status`: an error answer instead of the call, which is not carried out.
   * `html`: the same with a gateway's HTML page.
   * `truncated`: the call is carried out, its JSON answer is cut in half, with status 200.
   * `drop-before`: the connection breaks, the call is not carried out.
   * `drop-after`: the call is carried out, then the connection breaks.
   * `timeout-before`, `timeout-after`: the same, but nothing is heard for `delayMs` before it breaks.
   * `delay`: the call is carried out at once, its answer comes late.
   * `duplicate`: the call is carried out twice, as by a proxy that repeats it; the second answer is sent.
   * `reorder`: the answer is sent after that of the call answered next, or after `delayMs` without one.
   * `stale`: a read shows what was before the last `behind` calls that changed something. Other methods are let pass.
   *
   * Of event webhooks and notifications: `lost-event`: never sent, and nobody is told. `duplicate-event`: sent twice.
   * `late-event`: sent after `delayMs`. `reorder-event`: sent after the next one of any, or after `delayMs`.
   */
  readonly kind: FaultKind;
  /** Default: every method. */
  readonly method?: string;
  /**
   * Tested against the path as `calls` shows it, without the query; of event webhooks and notifications against the
   * address they are sent to. Default: every path.
   */
  readonly path?: RegExp;
  /** Only calls of this party. Default: all calls. */
  readonly role?: Caller;
  /** How many calls it strikes. Default 1, or `Infinity` with a `probability`; `Infinity` for all. */
  readonly times?: number;
  /** How many matching calls are let through first. Default 0. */
  readonly after?: number;
  /** How likely it strikes a call that it could strike, from 0 to 1; drawn from the seed. Default 1. */
  readonly probability?: number;
  /** For `status` (default 500) and `html` (default 502). */
  readonly status?: number;
  /** Sent as `Retry-After` with `status` and `html`. */
  readonly retryAfterSeconds?: number;
  /**
   * How long an answer is held back in real time, whatever the kind; two numbers are the least and the most, drawn
   * from the seed. Default 0; 1000 for `delay` and `reorder`, 60 000 for `timeout-…`. For events in the simulator's
   * time, default 1000.
   */
  readonly delayMs?: number | readonly [number, number];
  /** For `stale`: from 1 to 64. Default 1. */
  readonly behind?: number;
  /** The error body for `status`. Default one of the platform's kind. */
  readonly error?: FaultError;
}

/**
 * The faults to come. Each call is struck by at most one `delay` and by at most one of the others: in each case
 * the first added that matches, is due and is not spared by chance.
 */
export interface FaultPlan {
  add(fault: Fault): void;
  /** Forgets every fault that has not struck yet. */
  clear(): void;
}

/** A fault that strikes, with what chance has decided about it. */
export interface Struck {
  readonly fault: Fault;
  readonly delayMs: number;
}

/** What strikes one call. */
export interface StruckCall {
  readonly delay: Struck | undefined;
  readonly fault: Struck | undefined;
}

interface Planned {
  readonly fault: Fault;
  toSkip: number;
  left: number;
}

interface Target {
  readonly method: string;
  readonly path: string;
  readonly role: Caller | undefined;
}

export class Faults implements FaultPlan {
  #planned: Planned[] = [];
  readonly #random: () => number;

  constructor(seed = 1) {
    this.#random = seededRandom(seed);
  }

  add(fault: Fault): void {
    const unlimited = fault.probability === undefined ? 1 : Infinity;
    this.#planned.push({ fault, toSkip: fault.after ?? 0, left: fault.times ?? unlimited });
  }

  clear(): void {
    this.#planned = [];
  }

  /** What strikes this call. */
  strike(target: Target): StruckCall {
    const delay = this.#first(target, (kind) => kind === "delay");
    return { delay, fault: this.#first(target, (kind) => isCallFault(kind) && kind !== "delay") };
  }

  /** What strikes a nudge to this address. */
  strikeEvent(method: string, address: string): Struck | undefined {
    return this.#first({ method, path: address, role: undefined }, (kind) => !isCallFault(kind));
  }

  #first(target: Target, isWanted: (kind: FaultKind) => boolean): Struck | undefined {
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (planned.left <= 0 || !isWanted(fault.kind) || !matches(fault, target)) continue;
      if (planned.toSkip > 0) {
        planned.toSkip -= 1;
        continue;
      }
      if (fault.probability !== undefined && this.#random() >= fault.probability) continue;
      planned.left -= 1;
      return { fault, delayMs: this.#delayOf(fault) };
    }
    return undefined;
  }

  #delayOf({ kind, delayMs }: Fault): number {
    if (typeof delayMs === "number") return delayMs;
    if (delayMs === undefined) return DEFAULT_DELAYS_MS[kind] ?? 0;
    const [least, most] = delayMs;
    return least + Math.floor(this.#random() * (most - least + 1));
  }
}

const DEFAULT_DELAYS_MS: Partial<Record<FaultKind, number>> = {
  delay: 1000,
  reorder: 1000,
  "timeout-before": 60_000,
  "timeout-after": 60_000,
  "late-event": 1000,
  "reorder-event": 1000,
};

function isCallFault(kind: FaultKind): boolean {
  return CALL_FAULTS.some((one) => one === kind);
}

function matches(fault: Fault, { method, path, role }: Target): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.kind === "stale" && method !== "GET") return false;
  if (fault.role !== undefined && role !== undefined && fault.role !== role) return false;
  // A fresh copy, since a global or sticky expression remembers where it stopped.
  return fault.path === undefined || new RegExp(fault.path).test(path);
}
