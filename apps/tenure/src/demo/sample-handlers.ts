import {
  approve,
  inquire,
  reject,
  schedule,
  type HandlerAnswer,
  type HandlerCall,
  type Handlers,
} from "@tenure/connect";
import type { Clock } from "@tenure/engine";

import { isOn } from "./flag.ts";
import { momentOf } from "./moment.ts";
import type { SampleVendor } from "./sample-vendor.ts";

/** How far ahead the sample vendor schedules, in milliseconds. */
export interface SampleDelays {
  readonly untilDue: number;
  readonly untilRevoked: number;
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "";

/** Every fulfillment parameter the product wants filled and nobody has filled yet. */
function missingParameters({ request }: HandlerCall): readonly string[] {
  return request.asset.params.flatMap(({ id, phase, constraints, value, structured_value }) =>
    phase === "fulfillment" &&
    isOn(constraints?.["required"]) &&
    isEmpty(value) &&
    isEmpty(structured_value)
      ? [id]
      : [],
  );
}

const scenarioOf = ({ request }: HandlerCall): string => request.asset.external_id ?? "";

/** The handlers of a vendor whose answers depend on the subscription's external id: one per scenario. */
export function sampleHandlers(vendor: SampleVendor, clock: Clock, delays: SampleDelays): Handlers {
  async function provision(
    call: HandlerCall,
    operation: string,
    failures = 0,
  ): Promise<HandlerAnswer> {
    const { request, idempotencyKey, signal } = call;
    const requestId = request.id;
    const account = await vendor.operate(
      operation,
      { requestId, idempotencyKey, signal },
      failures,
    );
    const parameters = Object.fromEntries(missingParameters(call).map((id) => [id, account.id]));
    return approve({ parameters });
  }

  const inFuture = (milliseconds: number) => schedule(momentOf(clock.now() + milliseconds));

  return {
    purchase: (call) => {
      const isOpened = call.occasion === "opened";
      switch (scenarioOf(call)) {
        case "purchase-rejected":
          return reject("The sample vendor does not sell to this customer.");
        case "inquired":
          return call.parameter("ordering", "company_note") === ""
            ? inquire({ parameters: { company_note: "Where do we deliver to?" } })
            : provision(call, "purchase");
        case "scheduled-due":
          return isOpened ? inFuture(delays.untilDue) : provision(call, "purchase");
        case "scheduled-revoked":
          return isOpened ? inFuture(delays.untilRevoked) : provision(call, "purchase");
        case "handler-throws-twice":
          return provision(call, "purchase", 2);
        default:
          return provision(call, "purchase");
      }
    },
    change: (call) =>
      scenarioOf(call) === "change-rejected"
        ? reject("The sample vendor has no more seats.")
        : provision(call, "change"),
    cancel: (call) =>
      scenarioOf(call) === "cancel-rejected"
        ? reject("The sample vendor's term has not ended.")
        : provision(call, "cancel"),
    adjustment: async (call) => provision(call, "adjustment"),
    suspend: async (call) => provision(call, "suspend"),
    resume: async (call) => provision(call, "resume"),
    renew: async (call) => provision(call, "renew"),
    transfer: async (call) => provision(call, "transfer"),
  };
}
