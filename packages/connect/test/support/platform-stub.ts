import type { Answer, Script, SeenCall } from "./loopback.ts";
import { requestPayload } from "./payloads.ts";

const statusAfter: Readonly<Record<string, string>> = {
  approve: "approved",
  fail: "failed",
  inquire: "inquiring",
  schedule: "scheduled",
  revoke: "revoking",
  confirm: "revoked",
};

const notPending: Answer = {
  status: 400,
  json: { error_code: "REQ_003", errors: ["Not in this status."] },
};

/**
 * One request that really moves: the action takes it to its next status, from `from` only. `trouble` may
 * answer a call in place of the stub, after the call has taken effect.
 */
export function movingRequest(options: {
  readonly from: string;
  readonly change?: Readonly<Record<string, unknown>>;
  readonly asset?: Readonly<Record<string, unknown>>;
  readonly trouble?: (call: SeenCall, index: number) => Answer | undefined;
  readonly others?: (call: SeenCall) => Answer | undefined;
}): Script {
  let status = options.from;
  const shown = () =>
    requestPayload(
      { ...options.change, status, updated: "2026-02-03T05:00:00+00:00" },
      options.asset,
    );

  function act(call: SeenCall): Answer {
    const other = options.others?.(call);
    if (other !== undefined) return other;
    const [, , , action] = call.path.split("/");
    if (call.method === "POST" && action !== undefined) {
      if (status !== options.from) return notPending;
      status = statusAfter[action] ?? status;
    }
    return { json: shown() };
  }

  return (call, index) => {
    const answer = act(call);
    return options.trouble?.(call, index) ?? answer;
  };
}
