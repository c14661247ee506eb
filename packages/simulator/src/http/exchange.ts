import { BASE_PATH } from "../api/routes.ts";
import type { Platform } from "../platform.ts";
import type { RecordedCall } from "../recorded-call.ts";
import { notFound, unauthorized } from "../refusal.ts";
import { settleScheduled } from "../rules/scheduling.ts";
import { openWaiting } from "../rules/waiting.ts";
import type { Change } from "../store/collections.ts";
import type { Journal } from "../store/journal.ts";
import type { ValidatorCaller } from "../validation/validator-caller.ts";
import { refused, toResponse, type Answer } from "./answer.ts";
import { readJsonBody } from "./body.ts";
import { ConnectionDropped } from "./connection-dropped.ts";
import { answerInstead, cutInHalf } from "./fault-answers.ts";
import type { Fault, Faults, Struck, StruckCall } from "./faults.ts";
import { HeldAnswers, hold } from "./holding.ts";
import { LaggingCopy } from "./lagging-copy.ts";
import type { RateLimiter } from "./rate-limit.ts";
import { roleOf, type ApiKeys, type Role } from "./roles.ts";
import { findRoute, type ApiCall, type Route } from "./router.ts";

/** What is known of a call before it is carried out. */
interface Incoming {
  readonly at: number;
  readonly role: Role;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
}

interface ExchangeParts {
  readonly platform: Platform;
  readonly routes: readonly Route[];
  readonly keys: ApiKeys;
  readonly faults: Faults;
  readonly rateLimiter: RateLimiter | undefined;
  readonly journal: Journal | undefined;
  readonly callValidator: ValidatorCaller;
  /** Told of changes when they are final. */
  readonly changed: (changes: readonly Change[]) => void;
}

/** Carries a call out on some platform: the one there is, or a copy of what it was. */
type Handle = (platform: Platform) => ReturnType<Route["handle"]>;

/** Answers calls: reads them, lets faults strike, carries them out, records them. */
export class Exchange {
  readonly calls: RecordedCall[] = [];
  readonly #parts: ExchangeParts;
  readonly #platform: Platform;
  readonly #past = new LaggingCopy();
  readonly #held = new HeldAnswers();

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
    this.#platform = parts.platform;
  }

  /**
   * Answers one call. Rejects with `ConnectionDropped` when a fault breaks the connection, with the caller's
   * reason when the caller gives up during a fault, never otherwise.
   */
  async answer(request: Request): Promise<Response> {
    const { incoming, handle } = await this.#read(request);
    const tooMany = this.#parts.rateLimiter?.refuse(incoming.role);
    if (tooMany !== undefined) return toResponse(this.#record(incoming, tooMany, undefined));
    const struck = this.#parts.faults.strike(incoming);
    const answer = await this.#answerStruck(incoming, handle, struck, request.signal);
    return this.#deliver(answer, struck, request.signal);
  }

  /** The answer that faults leave of a call, which is carried out never, once or twice. */
  async #answerStruck(
    incoming: Incoming,
    handle: Handle,
    { fault: struck, delay }: StruckCall,
    signal: AbortSignal,
  ): Promise<Answer> {
    const fault = struck?.fault ?? delay?.fault;
    if (struck !== undefined && isNeverCarriedOut(struck.fault)) {
      this.#finish({ ...incoming, status: 0, fault: struck.fault.kind });
      if (struck.fault.kind === "timeout-before") await hold(struck.delayMs, signal, false);
      throw new ConnectionDropped();
    }
    const instead = answerInstead(struck?.fault);
    if (instead !== undefined) return this.#record(incoming, instead, fault);
    if (fault?.kind === "duplicate") await this.#carryOut(incoming, handle, fault);
    return this.#carryOut(incoming, handle, fault);
  }

  /** Puts back what the journal holds. */
  resume(): void {
    for (const { changes, call } of this.#parts.journal?.read() ?? []) {
      this.#platform.store.replay(changes);
      this.#past.note(changes);
      if (call !== undefined) this.calls.push(call);
    }
  }

  /** Applies everything that is due, and writes it down by itself. */
  settle(): void {
    this.keep(() => {
      settleScheduled(this.#platform);
      openWaiting(this.#platform);
    });
  }

  /** Makes changes that belong to no call, in one piece. */
  keep<T>(change: () => T): T {
    try {
      const result = change();
      this.#write(undefined);
      return result;
    } catch (error) {
      this.#platform.store.rollBack();
      throw error;
    }
  }

  /** A call that cannot be read is still recorded; its handler then refuses it. */
  async #read(request: Request): Promise<{ incoming: Incoming; handle: Handle }> {
    const url = new URL(request.url);
    const role = roleOf(request.headers.get("authorization"), this.#parts.keys);
    const base = {
      at: this.#platform.clock.now(),
      role: role ?? ("anonymous" as const),
      method: request.method.toUpperCase(),
      path: url.pathname,
      query: url.search.slice(1),
    };
    try {
      const body = await readJsonBody(request);
      const incoming = { ...base, body };
      return {
        incoming,
        handle: (platform) => {
          if (role === undefined) throw unauthorized();
          return this.#route(incoming, platform);
        },
      };
    } catch (error) {
      const refuse: Handle = () => {
        throw role === undefined ? unauthorized() : error;
      };
      return { incoming: { ...base, body: undefined }, handle: refuse };
    }
  }

  #route(incoming: Incoming, platform: Platform): ReturnType<Handle> {
    const { method, path, role, query, body } = incoming;
    const below = path.startsWith(`${BASE_PATH}/`) ? path.slice(BASE_PATH.length) : undefined;
    if (below === undefined) throw role === "anonymous" ? unauthorized() : notFound("Path");
    const { route, ids } = findRoute(this.#parts.routes, method, below, role);
    const call: ApiCall = {
      platform,
      callValidator: this.#parts.callValidator,
      role,
      ids,
      // The platform decodes the query before it reads it, and clients encode this sign of the grammar unasked.
      query: query.replaceAll(/%7c/giu, "|"),
      body,
    };
    return route.handle(call);
  }

  /**
   * Runs a handler. Everything it changes is journaled together with the call before anyone is
   * answered; when it refuses or breaks, nothing has changed.
   */
  async #carryOut(incoming: Incoming, handle: Handle, fault: Fault | undefined): Promise<Answer> {
    try {
      this.settle();
      const handled = handle(this.#shownTo(fault));
      if (!(handled instanceof Promise)) return this.#record(incoming, handled, fault);
      const finish = await handled;
      return this.#record(incoming, finish(), fault);
    } catch (error) {
      this.#platform.store.rollBack();
      return this.#record(incoming, refused(error), fault);
    }
  }

  /** The platform as a call finds it. */
  #shownTo(fault: Fault | undefined): Platform {
    if (fault?.kind !== "stale") return this.#platform;
    return { ...this.#platform, store: this.#past.before(fault.behind ?? 1) };
  }

  #record(incoming: Incoming, answer: Answer, fault: Fault | undefined): Answer {
    const isQuietRead = incoming.method === "GET" && answer.status < 400;
    this.#finish({
      ...incoming,
      status: answer.status,
      ...(isQuietRead || answer.json === undefined ? {} : { answer: answer.json }),
      ...(fault === undefined ? {} : { fault: fault.kind }),
    });
    return answer;
  }

  #finish(call: Omit<RecordedCall, "number">): void {
    const record: RecordedCall = { number: this.calls.length + 1, ...call };
    this.#write(record);
    this.calls.push(record);
  }

  /** Writes the changes down before they can no longer be undone. */
  #write(call: RecordedCall | undefined): void {
    const { journal, changed } = this.#parts;
    const changes = this.#platform.store.pendingChanges();
    if (call !== undefined) journal?.append({ changes, call });
    else if (changes.length > 0) journal?.append({ changes });
    this.#platform.store.keepChanges();
    if (changes.length === 0) return;
    this.#past.note(changes);
    changed(changes);
  }

  async #deliver(
    answer: Answer,
    { delay, fault: struck }: StruckCall,
    signal: AbortSignal,
  ): Promise<Response> {
    const response = await this.#late(answer, delay, struck, signal);
    this.#held.release();
    return response;
  }

  async #late(
    answer: Answer,
    delay: Struck | undefined,
    struck: Struck | undefined,
    signal: AbortSignal,
  ): Promise<Response> {
    if (delay !== undefined) await hold(delay.delayMs, signal);
    if (struck === undefined) return toResponse(answer);
    const { fault, delayMs } = struck;
    if (fault.kind === "reorder") await this.#held.untilNext(delayMs);
    else if (delayMs > 0) await hold(delayMs, signal, fault.kind !== "timeout-after");
    if (isCutOff(fault)) throw new ConnectionDropped();
    return toResponse(fault.kind === "truncated" ? cutInHalf(answer) : answer);
  }
}

function isCutOff({ kind }: Fault): boolean {
  return kind === "drop-after" || kind === "timeout-after";
}

function isNeverCarriedOut({ kind }: Fault): boolean {
  return kind === "drop-before" || kind === "timeout-before";
}
