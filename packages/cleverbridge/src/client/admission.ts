import type { Clock } from "@tenure/engine";
import { gateOf } from "@tenure/engine/http";

import { blockOf } from "./block.ts";
import { CleverbridgeError } from "./cleverbridge-error.ts";
import type { Login } from "./login.ts";
import { paceOf } from "./pace.ts";

/** No answer, whatever it says, blocks the client for longer. */
const longestBlockMilliseconds = 3_600_000;

/** Decides when a call may be sent, and whether at all. */
export interface Admission {
  /** The credentials calls are sent with from now on. */
  login: Login;
  /**
   * Runs `send` when its turn comes, with the credentials of that moment. Rejects with a `CleverbridgeError`,
   * and sends nothing, while the platform blocks or after it refused the credentials; with the signal's reason
   * when it aborts first. `name` is how errors name the call.
   */
  pass<Result>(
    name: string,
    send: (login: Login) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
  /**
   * Takes note of the head of an answer, before its body is read: whatever becomes of that, a 401 ends the use of
   * the credentials, and a 429 blocks the client.
   */
  heed(login: Login, status: number, headers: Headers): void;
}

/**
 * Lets `concurrency` calls run at once, and at most `ratePerSecond` come in at the platform in a second. Until the platform has
 * taken the credentials once, only one call runs: it locks a technical user after three failed logins.
 */
export function admissionOf(
  login: Login,
  options: { readonly clock: Clock; readonly concurrency: number; readonly ratePerSecond: number },
): Admission {
  const { clock } = options;
  const gate = gateOf(Math.min(options.concurrency, options.ratePerSecond));
  const probation = gateOf(1);
  const pace = paceOf(options.ratePerSecond, clock);
  let blockedAt = -Infinity;
  let blockedFor = 0;

  /** Milliseconds the platform is still to be left alone; none or less when it is not. */
  function blockLeft(): number {
    const now = clock.now();
    // A clock that was set back must not make the block longer than it was.
    if (blockedAt > now) blockedAt = now;
    return blockedAt + blockedFor - now;
  }

  function block(milliseconds: number): void {
    const asked = Math.min(milliseconds, longestBlockMilliseconds);
    if (asked <= blockLeft()) return;
    blockedAt = clock.now();
    blockedFor = asked;
  }

  function check(name: string): void {
    if (admission.login.standing === "refused") {
      throw new CleverbridgeError({
        kind: "unauthorized",
        message: `${name}: not sent: the platform refused the credentials before (401); give others with useCredentials`,
        mayHaveHappened: false,
      });
    }
    const left = blockLeft();
    if (left <= 0) return;
    throw new CleverbridgeError({
      kind: "throttled",
      message: `${name}: not sent: the platform asked to be left alone (429) for another ${left} ms`,
      retryAfterMilliseconds: left,
      mayHaveHappened: false,
    });
  }

  /** Starts a call, alone as long as the credentials are unproven. */
  async function start<Result>(
    call: () => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    if (admission.login.standing === "proven") return call();
    const proving = await probation.pass(
      // Those that waited behind the first need not go one by one once it went well.
      async () => (admission.login.standing === "proven" ? undefined : { result: await call() }),
      signal,
    );
    return proving === undefined ? start(call, signal) : proving.result;
  }

  const admission: Admission = {
    login,
    pass(name, send, signal) {
      const call = () =>
        pace.pass(
          () => check(name),
          () => send(admission.login),
          signal,
        );
      return gate.pass(() => start(call, signal), signal);
    },
    heed(sentWith, status, headers) {
      if (status === 401) sentWith.refuse();
      if (status === 429) block(blockOf(headers, clock.now()));
    },
  };
  return admission;
}
