import { describe, expect, test } from "vitest";

import { runSide, type RunFigures, type Side } from "./side-by-side/run-side.ts";

const requests = 24;
const latencies = { vendorLatency: 50, platformLatency: 20 };
/** In the middle of the run, and of a call to the vendor. */
const killedAt = 12;
const timeout = 240_000;

const keysOf = ({ vendorCalls }: RunFigures, requestId: string) =>
  new Set(
    vendorCalls.filter((call) => call.requestId === requestId).map((call) => call.idempotencyKey),
  );

describe.each<Side>(["kit", "tenure"])("%s", (side) => {
  test(
    "approves every purchase with one vendor call each, when nothing happens",
    async () => {
      const run = await runSide(side, { requests, ...latencies });
      expect(run.approved).toBe(requests);
      expect(run.vendorCalls).toHaveLength(requests);
      expect(run.accounts).toBe(requests);
      expect(run.accountsKnown).toBe(requests);
    },
    timeout,
  );
});

describe("killed with SIGKILL in the middle of a vendor call, and started again", () => {
  test(
    "the kit's loop repeats the call, and leaves an account that no subscription knows",
    async () => {
      const run = await runSide("kit", { requests, ...latencies, killedAt });
      expect(run.approved).toBe(requests);
      expect(run.vendorCalls).toHaveLength(requests + 1);
      expect(run.accounts).toBe(requests + 1);
      expect(run.accountsKnown).toBe(requests);
    },
    timeout,
  );

  test(
    "Tenure repeats it with the same idempotency key, and every account is known",
    async () => {
      const run = await runSide("tenure", { requests, ...latencies, killedAt });
      expect(run.approved).toBe(requests);
      expect(run.vendorCalls.length).toBeGreaterThan(requests);
      expect(run.accounts).toBe(requests);
      expect(run.accountsKnown).toBe(requests);
      for (const { requestId } of run.vendorCalls) {
        expect(keysOf(run, requestId).size, requestId).toBe(1);
        expect(keysOf(run, requestId)).not.toContain(undefined);
      }
    },
    timeout,
  );
});
