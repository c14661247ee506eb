import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fc, test } from "@fast-check/vitest";
import { createEngine } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { describe, expect } from "vitest";

import { checkSubscription } from "./check-subscription.ts";
import { absent, operate } from "./engine-client.ts";
import { operationRecorder } from "./operation-recorder.ts";
import { readOperations } from "./read-operations.ts";
import type { SubscriptionOperation, SubscriptionResponse } from "./subscription-model.ts";
import { subscriptionOperation } from "./subscription-operations.ts";

describe("one engine, and clients that send to one subscription side by side,", () => {
  const clients = fc.array(
    fc.array(subscriptionOperation, { minLength: 5, maxLength: 15, size: "max" }),
    {
      minLength: 4,
      maxLength: 4,
    },
  );

  test.prop([clients], { numRuns: 20 })("are linearizable", async (operations) => {
    const folder = mkdtempSync(join(tmpdir(), "tenure-linearizability-"));
    const log = join(folder, "operations.jsonl");
    try {
      const store = sqliteStore({ file: join(folder, "tenure.db") });
      await using engine = createEngine({ store, adapters: [absent] });
      await engine.start();
      await Promise.all(
        operations.map(async (inputs, client) => {
          const recorder = operationRecorder<SubscriptionOperation, SubscriptionResponse>(
            log,
            `client-${client}`,
          );
          for (const input of inputs) {
            const called = { key: "AS-1", input };
            await recorder.record(called, () => operate(engine, "AS-1", input));
          }
        }),
      );
      const history = readOperations<SubscriptionOperation, SubscriptionResponse>([log]);
      const result = checkSubscription("AS-1", history.get("AS-1") ?? []);
      expect(result.ok, result.ok ? "" : result.drawing).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
