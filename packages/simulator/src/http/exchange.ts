import type { RecordedCall } from "../recorded-call.ts";
import type { Change } from "../store/collections.ts";
import type { DocumentStore } from "../store/document-store.ts";
import type { Journal } from "../store/journal.ts";
import type { Answer, Handled } from "./answer.ts";
import { ConnectionDropped } from "./connection-dropped.ts";
import { answerInstead, cutInHalf } from "./fault-answers.ts";
import type { Fault, FaultError, Faults, Struck, StruckCall } from "./faults.ts";
import { HeldAnswers, hold } from "./holding.ts";
import { LaggingCopy } from "./lagging-copy.ts";
import type { Caller } from "./roles.ts";

/** What is known of a call before it is carried out. */
export interface Incoming<R extends Caller> {
  readonly at: number;
  readonly role: R;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
}

/** Carries a call out on some documents: those there are, or a copy of what they were. Refuses by throwing. */
export type Handle<C extends object> = (store: DocumentStore<C>) => Handled;

/** What makes an exchange that of one platform. */
export interface Dialect<C extends object, R extends Caller> {
  /** Reads a call. One that cannot be read is still recorded; its handle then refuses it. */
  readonly read: (
    request: Request,
  ) => Promise<{ readonly incoming: Incoming<R>; readonly handle: Handle<C> }>;
  /** The refusal of a call before anything else is looked at, faults included; undefined when it may pass. */
  readonly turnAway: (incoming: Incoming<R>, address: string) => Answer | undefined;
  /** The answer to a call whose handle threw. */
  readonly refused: (error: unknown) => Answer;
  /** The error body of a fault that brings none. */
  readonly faultBody: (status: number) => FaultError;
  readonly toResponse: (answer: Answer) => Response;
  /** Applies everything that is due. */
  readonly settle: () => void;
  /** Told of changes when they are final. */
  readonly changed: (changes: readonly Change[]) => void;
}

interface ExchangeParts<C extends object, R extends Caller> {
  readonly store: DocumentStore<C>;
  readonly faults: Faults;
  readonly journal: Journal<R> | undefined;
  readonly dialect: Dialect<C, R>;
}

/** Answers calls: reads them, lets faults strike, carries them out, records them. */
export class Exchange<C extends object, R extends Caller> {
  readonly calls: RecordedCall<R>[] = [];
  readonly #parts: ExchangeParts<C, R>;
  readonly #store: DocumentStore<C>;
  readonly #dialect: Dialect<C, R>;
  readonly #past = new LaggingCopy<C>();
  readonly #held = new HeldAnswers();

  constructor(parts: ExchangeParts<C, R>) {
    this.#parts = parts;
    this.#store = parts.store;
    this.#dialect = parts.dialect;
  }

  /**
   * Answers one call. Rejects with `ConnectionDropped` when a fault breaks the connection, with the caller's
   * reason when the caller gives up during a fault, never otherwise.
   */
  async answer(request: Request, address = ""): Promise<Response> {
    const { incoming, handle } = await this.#dialect.read(request);
    const turnedAway = this.#dialect.turnAway(incoming, address);
    if (turnedAway !== undefined) {
      return this.#dialect.toResponse(this.#record(incoming, turnedAway, undefined));
    }
    const struck = this.#parts.faults.strike(incoming);
    const answer = await this.#answerStruck(incoming, handle, struck, request.signal);
    return this.#deliver(answer, struck, request.signal);
  }

  /** The answer that faults leave of a call, which is carried out never, once or twice. */
  async #answerStruck(
    incoming: Incoming<R>,
    handle: Handle<C>,
    { fault: struck, delay }: StruckCall,
    signal: AbortSignal,
  ): Promise<Answer> {
    const fault = struck?.fault ?? delay?.fault;
    if (struck !== undefined && isNeverCarriedOut(struck.fault)) {
      this.#finish({ ...incoming, status: 0, fault: struck.fault.kind });
      if (struck.fault.kind === "timeout-before") await hold(struck.delayMs, signal, false);
      throw new ConnectionDropped();
    }
    const instead = answerInstead(struck?.fault, this.#dialect.faultBody);
    if (instead !== undefined) return this.#record(incoming, instead, fault);
    if (fault?.kind === "duplicate") await this.#carryOut(incoming, handle, fault);
    return this.#carryOut(incoming, handle, fault);
  }

  /** Puts back what the journal holds. */
  resume(): void {
    for (const { changes, call } of this.#parts.journal?.read() ?? []) {
      this.#store.replay(changes);
      this.#past.note(changes);
      if (call !== undefined) this.calls.push(call);
    }
  }

  /** Applies everything that is due, and writes it down by itself. */
  settle(): void {
    this.keep(() => this.#dialect.settle());
  }

  /** Makes changes that belong to no call, in one piece. */
  keep<T>(change: () => T): T {
    try {
      const result = change();
      this.#write(undefined);
      return result;
    } catch (error) {
      this.#store.rollBack();
      throw error;
    }
  }

  /**
   * Runs a handler. Everything it changes is journaled together with the call before anyone is
   * answered; when it refuses or breaks, nothing has changed.
   */
  async #carryOut(
    incoming: Incoming<R>,
    handle: Handle<C>,
    fault: Fault | undefined,
  ): Promise<Answer> {
    try {
      this.settle();
      const handled = handle(this.#shownTo(fault));
      if (!(handled instanceof Promise)) return this.#record(incoming, handled, fault);
      const finish = await handled;
      return this.#record(incoming, finish(), fault);
    } catch (error) {
      this.#store.rollBack();
      return this.#record(incoming, this.#dialect.refused(error), fault);
    }
  }

  /** The documents as a call finds them. */
  #shownTo(fault: Fault | undefined): DocumentStore<C> {
    return fault?.kind === "stale" ? this.#past.before(fault.behind ?? 1) : this.#store;
  }

  #record(incoming: Incoming<R>, answer: Answer, fault: Fault | undefined): Answer {
    const isQuietRead = incoming.method === "GET" && answer.status < 400;
    this.#finish({
      ...incoming,
      status: answer.status,
      ...(isQuietRead || answer.json === undefined ? {} : { answer: answer.json }),
      ...(fault === undefined ? {} : { fault: fault.kind }),
    });
    return answer;
  }

  #finish(call: Omit<RecordedCall<R>, "number">): void {
    const record: RecordedCall<R> = { number: this.calls.length + 1, ...call };
    this.#write(record);
    this.calls.push(record);
  }

  /** Writes the changes down before they can no longer be undone. */
  #write(call: RecordedCall<R> | undefined): void {
    const { journal } = this.#parts;
    const changes = this.#store.pendingChanges();
    if (call !== undefined) journal?.append({ changes, call });
    else if (changes.length > 0) journal?.append({ changes });
    this.#store.keepChanges();
    if (changes.length === 0) return;
    this.#past.note(changes);
    this.#dialect.changed(changes);
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
    if (struck === undefined) return this.#dialect.toResponse(answer);
    const { fault, delayMs } = struck;
    if (fault.kind === "reorder") await this.#held.untilNext(delayMs);
    else if (delayMs > 0) await hold(delayMs, signal, fault.kind !== "timeout-after");
    if (isCutOff(fault)) throw new ConnectionDropped();
    return this.#dialect.toResponse(fault.kind === "truncated" ? cutInHalf(answer) : answer);
  }
}

function isCutOff({ kind }: Fault): boolean {
  return kind === "drop-after" || kind === "timeout-after";
}

function isNeverCarriedOut({ kind }: Fault): boolean {
  return kind === "drop-before" || kind === "timeout-before";
}
