import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

import type { Clock } from "@tenure/engine";
import { z } from "zod";

const callSchema = z.object({
  idempotencyKey: z.string(),
  requestId: z.string(),
  operation: z.string(),
  outcome: z.enum(["done", "repeated", "failed"]),
});

/** One call the vendor's service received. */
export type VendorCall = z.infer<typeof callSchema>;

/**
 * The service of the sample vendor: it does each operation once per idempotency key and remembers all
 * calls in a file, as a service of its own would, whatever happens to the process that called it.
 */
export interface SampleVendor {
  /** Does the operation, or finds it done. Gives the vendor's id of the subscription. */
  operate(
    operation: string,
    call: {
      readonly requestId: string;
      readonly idempotencyKey: string;
      readonly signal: AbortSignal;
    },
    failures?: number,
  ): Promise<{ readonly id: string }>;
}

/** Reads the calls a vendor's file holds, in order; a line cut off by a kill is left out. */
export function readVendorCalls(file: string): readonly VendorCall[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        return [callSchema.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    });
}

export function sampleVendor(options: {
  readonly file: string;
  readonly clock: Clock;
  /** How long an operation takes, in milliseconds. */
  readonly latency: () => number;
}): SampleVendor {
  const calls = [...readVendorCalls(options.file)];

  function record(call: VendorCall): void {
    calls.push(call);
    appendFileSync(options.file, `${JSON.stringify(call)}\n`);
  }

  return {
    async operate(operation, { requestId, idempotencyKey, signal }, failures = 0) {
      await options.clock.sleep(options.latency(), signal);
      signal.throwIfAborted();
      const earlier = calls.filter((call) => call.idempotencyKey === idempotencyKey);
      const failed = earlier.filter((call) => call.outcome === "failed").length;
      if (failed < failures) {
        record({ idempotencyKey, requestId, operation, outcome: "failed" });
        throw new Error(`The vendor's service is out of order (${failed + 1} of ${failures}).`);
      }
      const isDone = earlier.some((call) => call.outcome === "done");
      record({ idempotencyKey, requestId, operation, outcome: isDone ? "repeated" : "done" });
      const digest = createHash("sha256").update(idempotencyKey).digest("hex");
      return { id: `V-${digest.slice(0, 8)}` };
    },
  };
}
