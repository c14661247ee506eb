import { describe, expect, test } from "vitest";

import { draftValidation } from "../src/validation/draft-validation.ts";
import { clientOf, failureOf } from "./support/client.ts";
import { runIntakeOf, until } from "./support/intake-run.ts";
import { type Answer, loopback } from "./support/loopback.ts";
import { productPayload, requestPayload } from "./support/payloads.ts";
import { callOf, clock, secret } from "./support/signed-calls.ts";

const deep = "[".repeat(50_000) + "]".repeat(50_000);

/** JSON of a value, with lists in lists in lists where it says `deep`. */
const textOf = (value: unknown) => JSON.stringify(value).replace('"deep"', deep);

const answering = (value: unknown, status = 200): Answer => ({
  status,
  text: textOf(value),
  headers: { "content-type": "application/json" },
});

const buried = requestPayload({ id: "PR-7" }, { params: [{ id: "tenant", value: "deep" }] });
const unknown = requestPayload({ id: "PR-8", newcomer: "deep" });

describe("JSON that is nested without end", () => {
  test.each([buried, unknown])("spoils its own row of a list and no other", async (row) => {
    const server = await loopback(() => answering([row, requestPayload()]));
    for await (const page of clientOf(server).requests.list()) {
      expect(page.rows.map(({ id }) => id)).toEqual([requestPayload()["id"]]);
      expect(page.unreadable).toMatchObject([{ id: row["id"] }]);
      expect(page.unreadable[0]?.problem).toContain("nested");
    }
  });

  test("is no answer of the platform", async () => {
    const server = await loopback(() => answering(buried));
    const { requests } = clientOf(server);
    expect(await failureOf(requests.get("PR-7"))).toMatchObject({ kind: "rubbish" });
  });

  test.each([{ errors: ["deep"] }, { errors: "deep" }, { params: { a: "deep" } }])(
    "in an error leaves the error what it is: %j",
    async (body) => {
      const server = await loopback(() => answering({ error_code: "REQ_003", ...body }, 409));
      const { requests } = clientOf(server);
      expect(await failureOf(requests.get("PR-7"))).toMatchObject({ kind: "conflict" });
    },
  );

  test("does not keep the poller from the others", async () => {
    const server = await loopback(({ path }) =>
      path === "/public/v1/requests" || path === "/requests"
        ? answering([buried, requestPayload()])
        : { json: productPayload() },
    );
    const run = runIntakeOf(server);
    await until(() => run.facts().length > 0, "the other request");
    expect(run.logger.lines.some(({ message }) => message.includes("cannot be read"))).toBe(true);
  });

  test("is not validated", async () => {
    const endpoint = draftValidation({ secret, clock, validate: () => undefined });
    for (const request of [buried, unknown]) {
      expect((await endpoint(await callOf({ body: textOf(request) }))).status).toBe(400);
    }
  });
});
