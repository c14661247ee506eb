import {
  hold,
  type Handler,
  type HandlerAnswer,
  type HandlerCall,
  type Handlers,
  type Held,
} from "@tenure/connect";
import type { VirtualClock } from "@tenure/engine";
import { requestTypes, type RequestType } from "@tenure/machine";

import { turns } from "../handlers/turns.ts";
import { differenceOf, vendorStateOf, type VendorState } from "../handlers/vendor-state.ts";
import type { Breach } from "./broken-promise.ts";
import { emptyRequired } from "./empty-required.ts";
import type { Trace } from "./trace.ts";

export interface HandlerWatchParts {
  readonly handlers: Handlers;
  readonly observe: () => unknown;
  readonly clock: VirtualClock;
  readonly timeoutMilliseconds: number;
  readonly trace: Trace;
  readonly breached: (breach: Breach) => void;
  /** Told when the vendor cannot be observed. */
  readonly unobservable: (error: unknown) => void;
}

/** A call that was answered. */
interface Answered {
  readonly key: string;
  readonly attempt: number;
  readonly answer: HandlerAnswer;
  readonly isLost: boolean;
}

/** The call that was made last. */
export interface LatestCall {
  readonly requestType: RequestType;
  readonly answer: HandlerAnswer | undefined;
}

const late: unique symbol = Symbol("late");

function isFinal({ answer }: Answered): boolean {
  // What is no answer at all comes here too: handlers may be written where nobody checks types.
  return (answer as HandlerAnswer | undefined)?.type === "approve" || answer.type === "reject";
}

/** Stands between the engine and the handlers, and sees what they do. */
export class HandlerWatch {
  readonly #parts: HandlerWatchParts;
  readonly #answers = new Map<string, HandlerAnswer>();
  #last: Answered | undefined;
  #latest: LatestCall | undefined;
  #running = 0;
  #calls = 0;
  #toCome: "asked twice" | "crash" | undefined;
  #isCrashDue = false;

  constructor(parts: HandlerWatchParts) {
    this.#parts = parts;
  }

  /** Whether a handler is at work. */
  get isBusy(): boolean {
    return this.#running > 0;
  }

  /** How often a handler was called. */
  get calls(): number {
    return this.#calls;
  }

  /** The call that was made last, by whatever request. */
  get latest(): LatestCall | undefined {
    return this.#latest;
  }

  /** What was answered last about a request. */
  answerAbout(requestId: string): HandlerAnswer | undefined {
    return this.#answers.get(requestId);
  }

  /** Strikes the next call. */
  strike(misfortune: "asked twice" | "crash" | undefined): void {
    this.#toCome = misfortune;
  }

  /** Whether the process is to end now. */
  takeCrash(): boolean {
    const isDue = this.#isCrashDue;
    this.#isCrashDue = false;
    return isDue;
  }

  /** The handlers, watched. */
  watched(): Handlers {
    const { handlers } = this.#parts;
    const watched: { [Type in RequestType]?: Handler | Held } = {};
    for (const type of requestTypes) {
      const given = handlers[type] ?? handlers.otherwise ?? hold;
      watched[type] = given === hold ? hold : (call) => this.#called(type, given, call);
    }
    return { ...watched, otherwise: hold, revocation: handlers.revocation };
  }

  async #called(type: RequestType, handler: Handler, call: HandlerCall): Promise<HandlerAnswer> {
    const earlier = this.#repeatedBy(call);
    const before = earlier === undefined ? undefined : await this.#look();
    const misfortune = this.#toCome;
    this.#toCome = undefined;
    let answer = await this.#ask(type, handler, call);
    if (before === undefined && misfortune !== "asked twice") {
      // Nobody compares; but whoever cannot be observed is told so at the first call.
      await this.#observed(() => undefined);
    } else {
      const state = await this.#look();
      if (earlier !== undefined && before !== undefined) {
        this.#compare(type, [earlier.answer, before], [answer, state]);
      }
      if (misfortune === "asked twice") {
        const first = answer;
        answer = await this.#ask(type, handler, { ...call, attempt: call.attempt + 1 });
        this.#compare(type, [first, state], [answer, await this.#look()]);
      }
    }
    const isLost = misfortune === "crash";
    this.#last = { key: call.idempotencyKey, attempt: call.attempt, answer, isLost };
    if (!isLost) return answer;
    this.#parts.trace.note("Tenure", "the process ends before the answer is recorded");
    this.#isCrashDue = true;
    return new Promise(() => undefined);
  }

  /** The call just before, when its answer never got to the record and this one repeats it. */
  #repeatedBy({ idempotencyKey, attempt }: HandlerCall): Answered | undefined {
    const last = this.#last;
    if (last?.key !== idempotencyKey) return undefined;
    return last.isLost || (isFinal(last) && attempt > last.attempt) ? last : undefined;
  }

  /** Answers of another kind mean that the work went on, as after a postponement: then states may differ. */
  #compare(
    requestType: RequestType,
    [first, before]: readonly [HandlerAnswer, VendorState],
    [second, after]: readonly [HandlerAnswer, VendorState],
  ): void {
    const difference = differenceOf(before, after);
    if (difference === undefined || first?.type !== second?.type) return;
    this.#parts.trace.note("Vendor", `differs after the repeated call: ${difference}`);
    const message =
      `The ${requestType} handler was called again with the same idempotency key, ` +
      `and the vendor's state was changed again: ${difference}`;
    this.#parts.breached({ code: "not_idempotent", requestType, message });
  }

  async #ask(
    requestType: RequestType,
    handler: Handler,
    call: HandlerCall,
  ): Promise<HandlerAnswer> {
    const { trace, breached } = this.#parts;
    trace.arrow(
      "Tenure",
      "Handler",
      `${requestType} ${call.request.id}, ${call.occasion}, attempt ${call.attempt}`,
    );
    this.#running += 1;
    this.#calls += 1;
    try {
      const answer = await this.#inTime(requestType, handler, call);
      this.#answers.set(call.request.id, answer);
      this.#latest = { requestType, answer };
      trace.arrow("Handler", "Tenure", JSON.stringify(answer) ?? "nothing");
      const empty = emptyRequired(call.request, answer);
      if (empty.length > 0) {
        const message = `The ${requestType} handler approved while required fulfillment parameters were empty: ${empty.join(", ")}`;
        breached({ code: "required_parameter_empty", requestType, message });
      }
      return answer;
    } catch (error) {
      if (!call.signal.aborted) {
        const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        trace.lost("Handler", "Tenure", what);
      }
      throw error;
    } finally {
      this.#running -= 1;
    }
  }

  async #inTime(
    requestType: RequestType,
    handler: Handler,
    call: HandlerCall,
  ): Promise<HandlerAnswer> {
    const { clock, timeoutMilliseconds, trace, breached } = this.#parts;
    const over = new AbortController();
    const limit = AbortSignal.any([over.signal, call.signal]);
    const asked = (async () => handler(call))().catch((error: unknown) => {
      if (!call.signal.aborted) this.#threw(requestType, error);
      throw error;
    });
    const timeUp = clock.sleep(timeoutMilliseconds, limit).then(async (): Promise<typeof late> => {
      // What is done but for a few turns of the event loop was not waiting for any time.
      await turns(20);
      return late;
    });
    try {
      const first = await Promise.race([asked, timeUp]);
      if (first !== late) return first;
    } finally {
      // A reason spares the making of an error nobody looks at.
      over.abort("over");
    }
    // What comes of it now, nobody waits for.
    asked.catch(() => undefined);
    if (!call.signal.aborted) {
      trace.note("Handler", `no answer after ${timeoutMilliseconds} ms`);
      const message = `The ${requestType} handler did not answer within ${timeoutMilliseconds} ms`;
      breached({ code: "hangs", requestType, message });
    }
    throw new Error("the handler did not answer in time");
  }

  #threw(requestType: RequestType, error: unknown): void {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const message = `The ${requestType} handler threw ${what}`;
    this.#parts.breached({ code: "throws", requestType, message });
  }

  /** The vendor's state, to compare with another. */
  async #look(): Promise<VendorState> {
    // Work that a handler began and did not wait for gets its turns.
    await turns(3);
    return this.#observed(vendorStateOf);
  }

  /** What is observed, seen in some way. */
  async #observed<Seen>(seen: (observed: unknown) => Seen): Promise<Seen> {
    try {
      return seen(await this.#parts.observe());
    } catch (error) {
      this.#parts.unobservable(error);
      throw error;
    }
  }
}
