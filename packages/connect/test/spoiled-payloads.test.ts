import { fc, test } from "@fast-check/vitest";
import type { EffectOutcome } from "@tenure/engine";
import { describe, expect } from "vitest";

import { approve, type HandlerCall } from "../src/index.ts";
import { benchOf, requestId } from "./support/effect-call.ts";
import { runIntakeOf, until } from "./support/intake-run.ts";
import { loopback } from "./support/loopback.ts";
import { productPayload, requestPayload } from "./support/payloads.ts";
import { requestList } from "./support/request-list.ts";
import { spoiled } from "./support/spoiled.ts";
import { tierBenchOf, tierPayload, tierRequestId } from "./tiers/moving-tier.ts";

const timeout = 60_000;

/** A handler that looks at everything it is given. */
function curious(call: Pick<HandlerCall, "parameter" | "parameterAs" | "isChecked">) {
  for (const phase of ["ordering", "fulfillment", "configuration"] as const) {
    for (const id of ["admin_email", "tenant", "options", "region", "vat", "__proto__"]) {
      call.parameter(phase, id);
      call.isChecked(phase, id);
      for (const type of ["text", "checkbox", "address", "phone", "object"] as const) {
        call.parameterAs(phase, id, type);
      }
    }
  }
  return approve({ parameters: { tenant: "t-1" } });
}

/** It came to something, and whose fault it was when not is not the handler's. */
function expectClear(outcome: EffectOutcome): void {
  if (outcome.type === "done") return;
  expect(outcome.error.code).not.toBe("handler_threw");
  expect(outcome.error.message).not.toBe("");
}

const good = (id: string, updated: string) => requestPayload({ id, updated }, { id: `AS-${id}` });

/** The poller takes in what stands beside these rows, and what changes later. */
async function expectPassedOver(rows: readonly Record<string, unknown>[]): Promise<void> {
  const server = await requestList([...rows, good("PR-good-001", "2026-02-03T04:05:07Z")]);
  const run = runIntakeOf(server);
  await until(() => run.facts().includes("PR-good-001 pending"), "the request beside it");
  await until(() => run.intake.cursors.has("requests"), "the end of the pass");
  server.rows.push(good("PR-later-001", new Date(Date.now()).toISOString()));
  await until(() => run.facts().includes("PR-later-001 pending"), "a later request");
  run.intake.stop();
}

describe("a request with anything wrong in it", () => {
  test("keeps the poller from no other, with an id that fits into no address, too", async () => {
    await expectPassedOver([requestPayload({ id: "PR-9".repeat(10_000) })]);
  });

  test.prop([fc.array(spoiled(requestPayload()), { minLength: 1, maxLength: 5 })], {
    numRuns: 25,
  })("keeps the poller from no other, and from no later one", expectPassedOver, timeout);

  test.prop([spoiled(requestPayload())], { numRuns: 60 })(
    "is handled, or it is told why not",
    async (payload) => {
      const server = await loopback(() => ({ json: { ...payload, id: requestId } }));
      const bench = benchOf(server, { purchase: (call) => curious(call) });
      const type = "fulfillRequest";
      expectClear(
        await bench.perform({ type, requestId, requestType: "purchase", occasion: "opened" }),
      );
    },
    timeout,
  );

  test.prop([spoiled(tierPayload())], { numRuns: 60 })(
    "of a reseller is handled, or it is told why not",
    async (payload) => {
      const server = await loopback(({ path }) => ({
        json: path.endsWith(tierRequestId) ? { ...payload, id: tierRequestId } : [],
      }));
      const handled = (call: Parameters<typeof curious>[0]) => curious(call);
      const handlers = { setup: handled, update: handled, adjustment: handled };
      const bench = tierBenchOf(server, { handlers });
      const type = "fulfillRequest";
      expectClear(
        await bench.perform({
          type,
          requestId: tierRequestId,
          requestType: "setup",
          occasion: "opened",
        }),
      );
    },
    timeout,
  );

  test.prop(
    [
      spoiled(
        productPayload({
          subscription: { hold: true, change: { editable: true } },
          tiers: { configs: { level: 2 } },
          ppu: { schema: "QT" },
        }),
      ),
    ],
    {
      numRuns: 15,
    },
  )(
    "of a product whose description is wrong is taken in, or waits",
    async (product) => {
      const server = await requestList([requestPayload()]);
      server.product = { json: product };
      const run = runIntakeOf(server);
      await until(
        () => run.facts().length > 0 || run.logger.lines.some(({ level }) => level === "warn"),
        "the request, or a word about the product",
      );
      run.intake.stop();
    },
    timeout,
  );
});
