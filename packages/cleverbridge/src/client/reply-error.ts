import { retryAfterOf } from "@tenure/engine/http";

import { type Members, membersOf } from "../wire/members.ts";
import { blockOf } from "./block.ts";
import { CleverbridgeError, type CleverbridgeErrorKind } from "./cleverbridge-error.ts";
import { type Call, nameOf, type Reply } from "./exchange.ts";

const excerptLength = 400;

/** The members of an answer that is a JSON object; undefined when it is none. */
export function answerMembersOf(reply: Reply): Members | undefined {
  // The body of a 429 is HTML by the platform's own word; it says nothing.
  if (reply.status === 429) return undefined;
  // A page for people, as proxies and login walls send it.
  if (/^\s*text\/html\b/iu.test(reply.headers.get("content-type") ?? "")) return undefined;
  try {
    return membersOf(JSON.parse(reply.text));
  } catch {
    return undefined;
  }
}

/** `ResultMessage` of an answer, without the credentials; undefined when it has none. */
export function resultMessageOf(reply: Reply, members: Members | undefined): string | undefined {
  const sent = members?.get("ResultMessage");
  return typeof sent === "string" ? reply.login.wipe(sent) : undefined;
}

/** What an answer outside 200–299 means; `speaks` when it is of the platform's own form. */
function kindOf(status: number, speaks: boolean): CleverbridgeErrorKind {
  if (status === 401 || status === 403) return "unauthorized";
  // The platform's status page: 400 incomplete, 402 invalid parameters.
  if (status === 400 || status === 402) return "invalid";
  // A proxy in between also says 404; only the platform's own word on a subscription counts.
  if (status === 404) return speaks ? "not_found" : "rubbish";
  if (status === 429) return "throttled";
  if (status === 408 || status >= 500) return "server";
  return status >= 400 ? "refused" : "rubbish";
}

function sentenceOf(reply: Reply, resultMessage: string | undefined): string {
  if (reply.status >= 300 && reply.status < 400) return " a redirect, which is not followed";
  return resultMessage === undefined ? "" : ` ${resultMessage.slice(0, excerptLength)}`;
}

/** The error an answer with a status outside 200–299 stands for. */
export function statusError(
  call: Call,
  reply: Reply,
  resultMessage: string | undefined,
  now: number,
): CleverbridgeError {
  const { status, login } = reply;
  const kind = kindOf(status, resultMessage !== undefined);
  return new CleverbridgeError({
    kind,
    message: login.wipe(`${nameOf(call)}: ${status}${sentenceOf(reply, resultMessage)}`),
    status,
    resultMessage,
    retryAfterMilliseconds:
      kind === "throttled"
        ? blockOf(reply.headers, now)
        : retryAfterOf(reply.headers.get("retry-after"), now),
    mayHaveHappened: call.changes && (kind === "server" || kind === "rubbish"),
  });
}

/** The error of a 2xx that says something else than `OK`. */
export function refusedError(call: Call, reply: Reply, resultMessage: string): CleverbridgeError {
  return new CleverbridgeError({
    kind: "refused",
    message: reply.login.wipe(
      `${nameOf(call)}: ${reply.status} ${resultMessage.slice(0, excerptLength)}`,
    ),
    status: reply.status,
    resultMessage,
    mayHaveHappened: call.changes,
  });
}

/** The error of a 2xx that is none of the platform's API. */
export function rubbishError(call: Call, reply: Reply, problem: string): CleverbridgeError {
  return new CleverbridgeError({
    kind: "rubbish",
    message: reply.login.wipe(`${nameOf(call)}: ${reply.status} ${problem}`),
    status: reply.status,
    mayHaveHappened: call.changes,
  });
}
