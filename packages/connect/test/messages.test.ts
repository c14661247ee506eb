import { fc, test as property } from "@fast-check/vitest";
import type { AdapterEffect } from "@tenure/machine";
import { describe, expect, test } from "vitest";

import {
  approve,
  type HandlerAnswer,
  hold,
  inquire,
  postpone,
  reject,
  schedule,
} from "../src/index.ts";
import { answered } from "./support/answered.ts";
import { conversing } from "./support/conversing.ts";
import { benchOf, requestId } from "./support/effect-call.ts";
import type { Answer, SeenCall } from "./support/loopback.ts";
import { movingRequest } from "./support/platform-stub.ts";
import { movingTier, tierBenchOf, tierRequestId } from "./tiers/moving-tier.ts";

const text = "We are on it.";
const connection = { id: "CT-1", type: "production", vendor: { id: "VA-1" } };
const pending = () =>
  movingRequest({ from: "pending", asset: { connection }, change: { template: { id: "TL-1" } } });

const asking: AdapterEffect = {
  type: "fulfillRequest",
  requestId,
  requestType: "purchase",
  occasion: "opened",
};
const isPost = ({ method, path }: SeenCall) => method === "POST" && path.endsWith("/messages");

/** Every answer, with a message. */
const answers: readonly (readonly [string, HandlerAnswer])[] = [
  ["approve", approve({ message: text, template: "TL-1" })],
  ["reject", reject("No stock.", { message: text })],
  ["inquire", inquire({ parameters: { admin_email: "?" }, message: text })],
  ["schedule", schedule("2126-01-01", { message: text })],
  ["postpone", postpone({ milliseconds: 50, message: text })],
];

describe("a message", () => {
  test.each(answers)("to %s is posted before that is done", async (action, answer) => {
    const { server, messages } = await conversing(pending());
    const { asked } = await answered(server, answer);
    expect(asked).toMatchObject({ type: "done", events: [{ type: `answer.${action}` }] });
    expect(messages).toEqual([{ text, type: "message", account: { id: "VA-1" } }]);
    const posts = server.calls.filter(({ method }) => method === "POST").map(({ path }) => path);
    expect(posts[0]).toBe("/conversations/CO-1/messages");
    const listed = server.calls.find(({ path }) => path === "/conversations");
    expect(listed?.query).toContain(`eq(instance_id,${requestId})`);
  });

  test("is in no event of the machine's", async () => {
    const { server } = await conversing(pending());
    for (const [, answer] of answers) {
      // oxlint-disable-next-line no-await-in-loop -- one request after the other
      expect(JSON.stringify((await answered(server, answer)).asked)).not.toContain(text);
    }
  });

  test.each([
    approve({ template: "TL-1" }),
    reject("No stock."),
    inquire({ parameters: { admin_email: "?" } }),
    postpone({ milliseconds: 50 }),
  ])("that nobody asked for is not posted, and no conversation read: %j", async (answer) => {
    const { server } = await conversing(pending());
    await answered(server, answer);
    expect(server.calls.filter(({ path }) => path.startsWith("/conversations"))).toEqual([]);
  });

  test.each([
    ["", "blank"],
    ["  \n", "blank"],
    [7, "string"],
    [{}, "string"],
  ])("of %j is not taken", async (message, problem) => {
    const { server, posted } = await conversing(pending());
    const { asked } = await answered(server, approve({ message: message as string }));
    expect(asked).toMatchObject({ type: "refused", error: { code: "invalid_answer" } });
    expect(JSON.stringify(asked)).toContain(problem);
    expect(posted()).toEqual([]);
  });

  const ours = { text, type: "message", account: { id: "VA-1" } };
  const others = Array.from({ length: 5 }, (_, index) => ({ text: `Hello ${index}` }));
  test.each([
    ["from the vendor", [ours]],
    ["from nobody told", [{ text }]],
    ["with its lines ended otherwise", [{ ...ours, text: `\n${text}\r\n ` }]],
    ["behind many others", [...others, ours]],
  ])("is not posted again when it is there, %s", async (_name, messages) => {
    const { server, posted } = await conversing(pending(), { messages, pageSize: 2 });
    expect((await answered(server, approve({ message: text }))).outcome).toMatchObject({
      type: "done",
      events: [{ type: "request.approved" }],
    });
    expect(posted()).toEqual([]);
  });

  test.each([
    ["the distributor's", { ...ours, account: { id: "PA-1" } }],
    ["the platform's own", { ...ours, type: "state_change" }],
    ["for the vendor's eyes only", { ...ours, type: "private" }],
    ["another one", { ...ours, text: "We are on it. Soon." }],
  ])("is posted beside one that reads alike but is %s", async (_name, message) => {
    const { server, posted } = await conversing(pending(), { messages: [message] });
    await answered(server, approve({ message: text }));
    expect(posted()).toEqual([text]);
  });

  test.each<Answer>(["reset", "hang", "truncate"])(
    "is posted once when the answer is lost (%s) after it took place",
    async (loss) => {
      const { server, posted, messages } = await conversing(pending(), {
        trouble: (call) => (isPost(call) ? loss : undefined),
      });
      const bench = benchOf(
        server,
        { purchase: () => approve({ message: text }) },
        { timeoutMilliseconds: 150 },
      );
      expect(await bench.perform(asking)).toMatchObject({ type: "done" });
      const again = { attempt: 2, uncertain: true };
      expect(await bench.perform(asking, again)).toMatchObject({ type: "done" });
      expect(posted()).toEqual([text]);
      expect(messages).toHaveLength(1);
    },
  );

  test("that got lost on the way is not sent twice in a row, but with the next attempt", async () => {
    let isDown = true;
    const { server, posted, messages } = await conversing(pending(), {
      refusal: () => (isDown ? "reset" : undefined),
    });
    const bench = benchOf(server, { purchase: () => approve({ message: text }) });
    expect(await bench.perform(asking)).toMatchObject({ type: "retry", blame: "platform" });
    expect(posted()).toEqual([text]);
    isDown = false;
    const again = { attempt: 2, uncertain: true };
    expect(await bench.perform(asking, again)).toMatchObject({ type: "done" });
    expect(messages.map((message) => message.text)).toEqual([text]);
  });

  test.each([
    [{ status: 503, json: {}, headers: { "retry-after": "4" } }, 4000],
    [{ status: 429, json: {} }, undefined],
  ])(
    "that the platform cannot take now (%j) is tried again, at nobody's cost",
    async (answer, after) => {
      const { server } = await conversing(pending(), { refusal: () => answer });
      const bench = benchOf(server, { purchase: () => approve({ message: text }) });
      const outcome = await bench.perform(asking);
      expect(outcome).toMatchObject({ type: "retry", blame: "platform" });
      expect("after" in outcome ? outcome.after : undefined).toBe(after);
    },
  );

  test.each<[string, Parameters<typeof conversing>[1], string]>([
    ["that is missing", { shown: [] }, "has no conversation"],
    ["that is closed", { shown: [{ id: "CO-1", status: "closed" }] }, "closed"],
    [
      "that closes meanwhile",
      { refusal: () => ({ status: 400, json: { error_code: "REQ_003", errors: ["Closed."] } }) },
      "not posted",
    ],
    [
      "the key must not write into",
      { refusal: () => ({ status: 403, json: { errors: ["Forbidden."] } }) },
      "not posted",
    ],
    [
      "the key must not see",
      {
        trouble: ({ path }) =>
          path === "/conversations" ? { status: 403, json: { errors: ["No."] } } : undefined,
      },
      "not posted",
    ],
    [
      "the platform does not know",
      {
        trouble: ({ path }) =>
          path.endsWith("/messages") ? { status: 404, json: { errors: ["No."] } } : undefined,
      },
      "not posted",
    ],
  ])("to a conversation %s is logged, and the answer goes on", async (_name, options, told) => {
    const { server } = await conversing(pending(), options);
    const { outcome, logger } = await answered(server, approve({ message: text }));
    expect(outcome).toMatchObject({ type: "done", events: [{ type: "request.approved" }] });
    const lines = logger.lines.filter(({ level }) => level === "warn");
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).toContain(told);
    expect(JSON.stringify(lines)).toContain(requestId);
    expect(JSON.stringify(logger.lines)).not.toContain(text);
  });

  test("goes to the conversation that is open", async () => {
    const shown = [
      { id: "CO-1", status: "closed" },
      { id: "CO-2", status: "open", type: "notes" },
      { id: "CO-3", status: "open", type: "conversation" },
    ];
    const { server } = await conversing(pending(), { shown });
    await answered(server, approve({ message: text }));
    expect(server.calls.find(isPost)?.path).toBe("/conversations/CO-3/messages");
  });

  test("is not posted when what the handler answers else cannot be understood", async () => {
    const { server, posted } = await conversing(pending());
    const answer = { ...inquire({ parameters: {}, message: text }) };
    expect((await answered(server, answer)).asked).toMatchObject({ type: "refused" });
    expect(posted()).toEqual([]);
  });

  test("of a handler that takes back a scheduled request is posted, too", async () => {
    const revoking = movingRequest({ from: "revoking", asset: { connection } });
    const { server, posted } = await conversing(revoking);
    const revocation = () => approve({ message: text });
    const effect: AdapterEffect = { type: "confirmRevocation", requestId };
    const bench = benchOf(server, { otherwise: hold, revocation });
    expect(await bench.perform(effect)).toMatchObject({
      type: "done",
      events: [{ type: "request.revoked" }],
    });
    expect(posted()).toEqual([text]);
  });

  const fate = fc.constantFrom("well", "lost before", "lost after", "unread", "killed");
  property.prop([fc.array(fate, { maxLength: 5 }), fc.constantFrom("subscription", "tier")], {
    numRuns: 40,
  })(
    "is there exactly once in the end, whatever happened to the attempts before",
    async (fates, kind) => {
      let now: string | undefined;
      const { server, messages } = await conversing(
        kind === "tier" ? movingTier({ configuration: { connection } }) : pending(),
        {
          refusal: () => (now === "lost before" ? "reset" : undefined),
          trouble: (call) => {
            if (now === "lost after" && isPost(call)) return "reset";
            // After the message was posted, nothing comes back any more.
            if (now === "killed" && messages.length > 0 && !isPost(call)) return "reset";
            if (now === "killed" && isPost(call)) return "reset";
            return now === "unread" && call.path.startsWith("/conversations") ? "reset" : undefined;
          },
        },
      );
      const answer = () => approve({ message: text });
      const bench =
        kind === "tier"
          ? tierBenchOf(server, { handlers: { otherwise: hold, setup: answer } })
          : benchOf(server, { purchase: answer });
      const effect: AdapterEffect =
        kind === "tier" ? { ...asking, requestId: tierRequestId, requestType: "setup" } : asking;
      for (const [index, one] of [...fates, "well"].entries()) {
        now = one;
        // oxlint-disable-next-line no-await-in-loop -- attempts follow one another
        const outcome = await bench.perform(effect, { attempt: index + 1, uncertain: index > 0 });
        expect(messages.length).toBeLessThanOrEqual(1);
        expect(["done", "retry"]).toContain(outcome.type);
        if (outcome.type === "done") expect(messages).toHaveLength(1);
      }
      expect(messages.map((message) => message.text)).toEqual([text]);
    },
  );
});

describe("a reseller's message", () => {
  test("goes to the conversation of the tier configuration request", async () => {
    const { server, messages } = await conversing(movingTier({ configuration: { connection } }));
    const { outcome } = await answered(server, approve({ message: text }), "tier");
    expect(outcome).toMatchObject({ type: "done", events: [{ type: "request.approved" }] });
    expect(messages).toHaveLength(1);
    const listed = server.calls.find(({ path }) => path === "/conversations");
    expect(listed?.query).toContain(`eq(instance_id,${tierRequestId})`);
  });
});
