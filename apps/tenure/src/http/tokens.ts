import { createHash, timingSafeEqual } from "node:crypto";

import type { Caller } from "./caller.ts";

/** A bearer token and whom it stands for. */
export interface Token extends Caller {
  readonly secret: string;
}

/** Nothing that is sent in a header is longer. */
const longestToken = 1024;

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Tells callers by their tokens. */
export type CallerByToken = (authorization: string | undefined) => Caller | undefined;

/**
 * Who each token stands for. Every token is compared, each in constant time, so that how long it takes
 * tells nothing.
 */
export function callersByToken(tokens: readonly Token[]): CallerByToken {
  const known = tokens.map(({ secret, name, role, tenant }) => ({
    digest: digest(secret),
    caller: { name, role, tenant },
  }));
  return (authorization) => {
    const given = /^Bearer +(?<token>[!-~]+) *$/iu.exec(authorization ?? "")?.groups?.["token"];
    if (given === undefined || given.length > longestToken) return undefined;
    const wanted = digest(given);
    let found: Caller | undefined;
    for (const one of known) {
      if (timingSafeEqual(one.digest, wanted)) found = one.caller;
    }
    return found;
  };
}
