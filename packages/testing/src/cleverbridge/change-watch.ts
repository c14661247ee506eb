import type { Reader, SubscriptionChange, SubscriptionRecord, VirtualClock } from "@tenure/engine";

import { inTime, TooLate } from "../handlers/in-time.ts";
import { turns } from "../handlers/turns.ts";
import { differenceOf, vendorStateOf, type VendorState } from "../handlers/vendor-state.ts";
import type { Breach } from "./broken-promise.ts";
import type { Misfortune } from "./history.ts";
import type { SteadyVendors } from "./steady-vendors.ts";
import { toldReader } from "./told-reader.ts";
import type { Trace } from "./trace.ts";
import type { ChangeHandlers, FreshVendor } from "./verify-options.ts";

export interface ChangeWatchParts {
  readonly vendor: FreshVendor;
  readonly steady: SteadyVendors;
  readonly reader: Reader;
  /** The cursor of the last change there is. */
  readonly end: () => Promise<string | undefined>;
  readonly clock: VirtualClock;
  readonly timeoutMilliseconds: number;
  readonly trace: Trace;
  readonly breached: (breach: Breach) => void;
  /** Told when the vendor itself cannot be asked. */
  readonly failed: (error: unknown) => void;
}

/** What becomes of a change that was handled. */
export interface Kept {
  /** Whether its cursor is kept. */
  readonly isKept: boolean;
  /** Whether the process lives on. */
  readonly goesOn: boolean;
}

/** A change that was handled once, and the vendor thereafter. */
interface Handled {
  readonly cursor: string;
  readonly state: VendorState;
  /** What the last change was before and after. */
  readonly span: readonly [string | undefined, string | undefined];
  /** The handler asked how subscriptions are at present. */
  readonly hasRead: boolean;
}

const againAtMost = 3;

function wordsOf({ key, entry: { version, event, verdict } }: SubscriptionChange): string {
  const type = "request" in event ? `${event.type} (${event.request.type})` : event.type;
  return `${key} version ${version}: ${type}${verdict.type === "refused" ? ", refused" : ""}`;
}

/** Stands between the feed and the handlers, and sees what they do. */
export class ChangeWatch {
  readonly #parts: ChangeWatchParts;
  readonly #seen = new Set<string>();
  #handlers: ChangeHandlers | undefined;
  #ending = new AbortController();
  /** Handled by a process that ended before it was kept. */
  #lost: Handled | undefined;
  #running = 0;
  #toCome: { readonly misfortune: Misfortune; left: number } | undefined;
  #isEndDue = false;
  /** A process ended, so that memory was lost. */
  #hasEnded = false;
  /** Nothing was found that explains another state. */
  #isFaultless = true;

  constructor(parts: ChangeWatchParts) {
    this.#parts = parts;
  }

  /** Whether a handler is at work. */
  get isBusy(): boolean {
    return this.#running > 0;
  }

  /** A process starts, in place of the one before. */
  async startProcess(): Promise<void> {
    this.#ending = new AbortController();
    this.#handlers = await this.#parts.vendor.handlers();
  }

  endProcess(): void {
    this.#ending.abort();
  }

  /** Strikes changes that come now. */
  strike(misfortune: Misfortune, change: number): void {
    this.#toCome = { misfortune, left: change };
  }

  /** Whether the process is to end now. */
  takeEnd(): boolean {
    const isDue = this.#isEndDue;
    this.#isEndDue = false;
    return isDue;
  }

  /** @throws what the handler throws; `TooLate` when it does not resolve in time */
  async handle(change: SubscriptionChange): Promise<Kept> {
    const isNew = !this.#seen.has(change.cursor);
    this.#seen.add(change.cursor);
    const misfortune = isNew ? this.#struckBy() : "nothing";
    const steady = isNew ? this.#parts.steady.handle(change) : undefined;
    const earlier = this.#lost?.cursor === change.cursor ? this.#lost : undefined;
    this.#lost = undefined;
    // What the vendor has done by itself since then is not the handler's doing.
    const before = earlier && { ...earlier, state: await this.#look() };
    const handled = await this.#ask(change);
    await steady;
    if (before !== undefined) this.#compare(change, before, handled);
    if (misfortune === "told twice") await this.#askAgain(change, handled);
    const isEnd = misfortune === "crash" || misfortune === "restart";
    if (!isEnd) return { isKept: true, goesOn: true };
    const isKept = misfortune === "restart";
    if (!isKept) this.#lost = handled;
    this.#isEndDue = true;
    this.#hasEnded = true;
    this.#parts.trace.note(
      "Tenure",
      isKept ? "the process ends" : "the process ends before the cursor is kept",
    );
    return { isKept, goesOn: false };
  }

  /** Everything has come to rest: the vendor has to be as the records are. */
  async rest(records: readonly SubscriptionRecord[]): Promise<void> {
    const { steady, breached, trace } = this.#parts;
    try {
      for (const record of records) {
        const wrong = steady.disagreement(record);
        if (wrong === undefined) continue;
        trace.note("Vendor", `disagrees about ${record.key}, ${record.status}: ${wrong}`);
        const message = `At rest, subscription ${record.key} is ${record.status} on record, and the vendor says: ${wrong}`;
        breached({ code: "disagrees", eventType: null, message });
      }
      if (!this.#hasEnded || !this.#isFaultless) return;
      const expected = await steady.state();
      const difference = expected && differenceOf(expected, await this.#look());
      if (difference === undefined) return;
      trace.note("Vendor", `is not as in one process: ${difference}`);
      const message = `After a process ended and another went on, the vendor is not as it is where one process sees every change: ${difference}`;
      breached({ code: "forgets", eventType: null, message });
    } catch (error) {
      this.#parts.failed(error);
    }
  }

  #struckBy(): Misfortune {
    const coming = this.#toCome;
    if (coming === undefined) return "nothing";
    if (coming.misfortune !== "crash" && coming.misfortune !== "restart") return coming.misfortune;
    coming.left -= 1;
    if (coming.left >= 0) return "nothing";
    this.#toCome = undefined;
    return coming.misfortune;
  }

  /** Until nothing happened meanwhile that the handler could have read of. */
  async #askAgain(change: SubscriptionChange, handled: Handled): Promise<void> {
    let before = handled;
    for (let times = 0; times < againAtMost; times += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one call after the other
      const after = await this.#ask(change);
      if (this.#compare(change, before, after)) return;
      before = after;
    }
  }

  /** Whether the two could be compared. */
  #compare({ key, entry }: SubscriptionChange, before: Handled, after: Handled): boolean {
    const isSettled = before.span[0] === after.span[1];
    if (!isSettled && (before.hasRead || after.hasRead)) return false;
    const difference = differenceOf(before.state, after.state);
    if (difference === undefined) return true;
    this.#isFaultless = false;
    const eventType = entry.event.type;
    this.#parts.trace.note("Vendor", `differs after the repeated change: ${difference}`);
    const message =
      `The change ${entry.version} of ${key}, ${eventType}, was handled again, ` +
      `and the vendor's state was changed again: ${difference}`;
    this.#parts.breached({ code: "not_idempotent", eventType, message });
    return true;
  }

  async #ask(change: SubscriptionChange): Promise<Handled> {
    const { clock, timeoutMilliseconds: milliseconds, trace, end } = this.#parts;
    const { cursor } = change;
    const { signal } = this.#ending;
    let hasRead = false;
    const engine = toldReader(this.#parts.reader, () => {
      hasRead = true;
    });
    trace.arrow("Tenure", "Handler", wordsOf(change));
    const first = await end();
    this.#running += 1;
    try {
      const asked = () => this.#handlers?.changed(change, { engine, signal });
      await inTime(asked, { clock, milliseconds, signal });
    } catch (error) {
      if (!signal.aborted) this.#failed(change, error);
      throw error;
    } finally {
      this.#running -= 1;
    }
    const state = await this.#look();
    return { cursor, state, span: [first, await end()], hasRead };
  }

  #failed({ entry }: SubscriptionChange, error: unknown): void {
    const { trace, breached } = this.#parts;
    const eventType = entry.event.type;
    this.#isFaultless = false;
    if (error instanceof TooLate) {
      trace.note("Handler", error.message);
      const message = `The change ${eventType} was not handled in time: ${error.message}`;
      breached({ code: "hangs", eventType, message });
      return;
    }
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    trace.lost("Handler", "Tenure", what);
    breached({
      code: "throws",
      eventType,
      message: `The change ${eventType} made it throw ${what}`,
    });
  }

  async #look(): Promise<VendorState> {
    // Work that a handler began and did not wait for gets its turns.
    await turns(3);
    try {
      return vendorStateOf(await this.#parts.vendor.observe());
    } catch (error) {
      this.#parts.failed(error);
      throw error;
    }
  }
}
