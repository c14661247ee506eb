export type FaultKind = "status" | "html" | "truncated" | "drop-before" | "drop-after" | "delay";

/** Something that goes wrong between a client and the platform. */
export interface Fault {
  /**
   * `status`: an error answer instead of the call, which is not carried out.
   * `html`: the same with a gateway's HTML page.
   * `truncated`: the call is carried out, its JSON answer is cut in half, with status 200.
   * `drop-before`: the connection breaks, the call is not carried out.
   * `drop-after`: the call is carried out, then the connection breaks.
   * `delay`: the call is carried out at once, its answer comes late.
   */
  readonly kind: FaultKind;
  /** Default: every method. */
  readonly method?: string;
  /** Tested against the path with `/public/v1`, without the query. Default: every path. */
  readonly path?: RegExp;
  /** How many calls it strikes. Default 1; `Infinity` for all. */
  readonly times?: number;
  /** How many matching calls are let through first. Default 0. */
  readonly after?: number;
  /** For `status` (default 500) and `html` (default 502). */
  readonly status?: number;
  /** Sent as `Retry-After` with `status` and `html`. */
  readonly retryAfterSeconds?: number;
  /** For `delay`. Default 1000. */
  readonly delayMs?: number;
  /** The error body for `status`. */
  readonly error?: { readonly error_code: string; readonly errors: readonly string[] };
}

/** The faults to come. Each call is struck by at most one: the first added that matches and is due. */
export interface FaultPlan {
  add(fault: Fault): void;
  /** Forgets every fault that has not struck yet. */
  clear(): void;
}

interface Planned {
  readonly fault: Fault;
  toSkip: number;
  left: number;
}

export class Faults implements FaultPlan {
  #planned: Planned[] = [];

  add(fault: Fault): void {
    this.#planned.push({ fault, toSkip: fault.after ?? 0, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault that strikes this call. */
  strike(method: string, path: string): Fault | undefined {
    for (const planned of this.#planned) {
      if (planned.left <= 0 || !matches(planned.fault, method, path)) continue;
      if (planned.toSkip > 0) {
        planned.toSkip -= 1;
        continue;
      }
      planned.left -= 1;
      return planned.fault;
    }
    return undefined;
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  // A fresh copy, since a global or sticky expression remembers where it stopped.
  return fault.path === undefined || new RegExp(fault.path).test(path);
}
