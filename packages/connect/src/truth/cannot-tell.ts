import { ConnectError } from "../client/connect-error.ts";

/** The platform answered, and what it shows cannot be put into the machine's words. */
export function cannotTell(key: string, problem: string): ConnectError {
  return new ConnectError({
    kind: "rubbish",
    message: `Subscription ${key} cannot be compared with Connect: ${problem}, which this release does not know`,
    mayHaveHappened: false,
  });
}
