import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { isRequestType, lifecycleStateSchema, type LifecycleState } from "@tenure/machine";
import { z } from "zod";

/** How one subscription has to end. */
const expectationSchema = z.object({
  title: z.string(),
  subscription: z.string(),
  expected: lifecycleStateSchema,
});
export type Expectation = z.infer<typeof expectationSchema>;

/** A request that was loaded, as far as its end can be foretold. */
export interface LoadedRequest {
  readonly type: string;
  readonly status: string;
  /** Milliseconds since the epoch; undefined when it has no planned date. */
  readonly plannedAt: number | undefined;
}

const afterApproval: Readonly<Record<string, LifecycleState>> = {
  purchase: "active",
  suspend: "suspended",
  resume: "active",
  cancel: "terminated",
};

const afterRevocation: Readonly<Record<string, LifecycleState>> = {
  purchase: "terminated",
  cancel: "active",
};

/**
 * The status a subscription has to end in, when its open requests are approved one after the other by
 * handlers that approve everything. A request of an unknown type, or one scheduled for after `until`,
 * stays open, and nothing behind it gets its turn.
 */
export function expectedAfter(
  status: LifecycleState,
  requests: readonly LoadedRequest[],
  until: number,
): LifecycleState {
  let expected = status;
  for (const { type, status: requestStatus, plannedAt } of requests) {
    if (["approved", "failed", "revoked"].includes(requestStatus)) continue;
    if (requestStatus === "revoking") {
      expected = afterRevocation[type] ?? expected;
      continue;
    }
    if (!isRequestType(type)) break;
    if (requestStatus === "scheduled" && (plannedAt ?? 0) > until) break;
    expected = afterApproval[type] ?? expected;
  }
  return expected;
}

/** The expectations kept beside the platform's state. */
export function readExpectations(file: string): readonly Expectation[] {
  return z.array(expectationSchema).parse(JSON.parse(readFileSync(file, "utf8")));
}

/** Makes and keeps the expectations, unless they are kept already: they must not move along. */
export function keepExpectations(file: string, make: () => readonly Expectation[]): void {
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(make()));
}
