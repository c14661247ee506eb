import { setTimeout as wait } from "node:timers/promises";

import { BASE_PATH, ROUTES } from "../api/routes.ts";
import type { Platform } from "../platform.ts";
import type { RecordedCall } from "../recorded-call.ts";
import { notFound, unauthorized } from "../refusal.ts";
import { settleScheduled } from "../rules/scheduling.ts";
import { openWaiting } from "../rules/waiting.ts";
import type { Journal } from "../store/journal.ts";
import type { ValidatorCaller } from "../validation/validator-caller.ts";
import { refused, toResponse, type Answer } from "./answer.ts";
import { readJsonBody } from "./body.ts";
import { ConnectionDropped } from "./connection-dropped.ts";
import { answerInstead, cutInHalf } from "./fault-answers.ts";
import type { Fault, Faults } from "./faults.ts";
import { roleOf, type ApiKeys, type Role } from "./roles.ts";
import { findRoute, type ApiCall } from "./router.ts";

/** What is known of a call before it is carried out. */
interface Incoming {
  readonly at: number;
  readonly role: Role;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
}

/** Answers calls: reads them, lets faults strike, carries them out, records them. */
export class Exchange {
  readonly calls: RecordedCall[] = [];
  readonly #platform: Platform;
  readonly #keys: ApiKeys;
  readonly #faults: Faults;
  readonly #journal: Journal | undefined;
  readonly #callValidator: ValidatorCaller;

  constructor(parts: {
    readonly platform: Platform;
    readonly keys: ApiKeys;
    readonly faults: Faults;
    readonly journal: Journal | undefined;
    readonly callValidator: ValidatorCaller;
  }) {
    this.#platform = parts.platform;
    this.#keys = parts.keys;
    this.#faults = parts.faults;
    this.#journal = parts.journal;
    this.#callValidator = parts.callValidator;
  }

  /** Answers one call. Rejects with `ConnectionDropped` when a fault breaks the connection, never otherwise. */
  async answer(request: Request): Promise<Response> {
    const { incoming, handle } = await this.#read(request);
    const fault = this.#faults.strike(incoming.method, incoming.path);
    if (fault?.kind === "drop-before") {
      this.#finish({ ...incoming, status: 0, fault: fault.kind });
      throw new ConnectionDropped();
    }
    const instead = answerInstead(fault);
    const answer =
      instead === undefined
        ? await this.#carryOut(incoming, handle, fault)
        : this.#record(incoming, instead, fault);
    return this.#deliver(answer, fault);
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
    const role = roleOf(request.headers.get("authorization"), this.#keys);
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
        handle: () => {
          if (role === undefined) throw unauthorized();
          return this.#route(incoming);
        },
      };
    } catch (error) {
      const refuse: Handle = () => {
        throw role === undefined ? unauthorized() : error;
      };
      return { incoming: { ...base, body: undefined }, handle: refuse };
    }
  }

  #route(incoming: Incoming): ReturnType<Handle> {
    const { method, path, role, query, body } = incoming;
    const below = path.startsWith(`${BASE_PATH}/`) ? path.slice(BASE_PATH.length) : undefined;
    if (below === undefined) throw role === "anonymous" ? unauthorized() : notFound("Path");
    const { route, ids } = findRoute(ROUTES, method, below, role);
    const call: ApiCall = {
      platform: this.#platform,
      callValidator: this.#callValidator,
      role,
      ids,
      query,
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
      const handled = handle();
      if (!(handled instanceof Promise)) return this.#record(incoming, handled, fault);
      const finish = await handled;
      return this.#record(incoming, finish(), fault);
    } catch (error) {
      this.#platform.store.rollBack();
      return this.#record(incoming, refused(error), fault);
    }
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
    const changes = this.#platform.store.pendingChanges();
    if (call !== undefined) this.#journal?.append({ changes, call });
    else if (changes.length > 0) this.#journal?.append({ changes });
    this.#platform.store.keepChanges();
  }

  async #deliver(answer: Answer, fault: Fault | undefined): Promise<Response> {
    if (fault?.kind === "drop-after") throw new ConnectionDropped();
    if (fault?.kind === "delay") await wait(fault.delayMs ?? 1000);
    return toResponse(fault?.kind === "truncated" ? cutInHalf(answer) : answer);
  }
}

type Handle = () => ReturnType<(typeof ROUTES)[number]["handle"]>;
