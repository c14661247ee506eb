import { fc, test } from "@fast-check/vitest";
import {
  decide,
  initial,
  ownTexts,
  type Snapshot,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { anyHistory } from "@tenure/testing/machine";
import { describe, expect, vi } from "vitest";

import { redact, redactedMarker } from "../../../../engine/src/redact/redact.ts";

// Properties take their time on a machine that has much else to do.
vi.setConfig({ testTimeout: 30_000 });

/** A text that no field of ours holds by itself, of the shape of a plain word. */
const secret = fc
  .string({
    unit: fc.constantFrom("q", "x", "z", "j", "0", "7", "9"),
    minLength: 12,
    maxLength: 24,
  })
  .map((text) => `S${text}`);

/** Ids as platforms give them: others are redacted. */
const plainHistory = anyHistory({ maximumEvents: 60, hostile: 0 });

const moment = "2026-01-01T00:00:00.000Z";

/** Events with a secret at every place that is not an id, a type, a state, a date or a number. */
const eventsWith = (text: string): readonly SubscriptionEventInput[] => {
  const consent = { identity: text, text: `I, ${text}, agree`, givenAt: moment };
  const parameters = { name: text, status: text, id: text, nested: { key: text, list: [text] } };
  const items = [{ id: "ITM-1", mpn: text, quantity: text, status: "active" as const }];
  const request = { id: "PR-1", type: "purchase", parameters, items, reason: text };
  const requestId = "PR-1";
  const error = { code: "unreachable", message: text };
  return [
    { type: "request.pending", request },
    { type: "answer.approve", requestId, parameters, tile: text },
    { type: "answer.reject", requestId, reason: text },
    { type: "answer.inquire", requestId, parameters: { name: text } },
    {
      type: "effect.failed",
      requestId,
      effectId: "e",
      effect: "approveRequest",
      attempts: 1,
      error,
    },
    { type: "effect.failed", effectId: "e", effect: "createRequest", attempts: 1, error },
    { type: "request.approved", request },
    { type: "request.pending", request: { ...request, id: "PR-2", type: "change" } },
    { type: "request.pending", request: { ...request, id: "PR-3", type: "adjustment" } },
    { type: "subscription.adopted", status: "active", items, parameters },
    { type: "command.change", items, parameters, consent },
    { type: "command.adjust", parameters },
    { type: "command.cancel", consent },
    { type: "command.revoke", reason: text, consent },
  ];
};

/** One life in which the events come in some order, as the history would keep it. */
function lived(events: readonly SubscriptionEventInput[]): {
  snapshots: readonly Snapshot[];
  entries: readonly object[];
} {
  let snapshot = initial({ key: "AS-1" });
  const snapshots = [snapshot];
  const entries = events.map((event, index) => {
    const { snapshot: next, verdict, effects, drift } = decide(snapshot, event);
    snapshot = next;
    snapshots.push(next);
    return { key: "AS-1", version: index + 1, at: 1, event, verdict, effects, drift };
  });
  return { snapshots, entries };
}

describe("what is redacted", () => {
  test.prop([secret, fc.array(fc.nat(13), { maxLength: 20 })])(
    "shows no text of an event, of what was decided on it, or of the snapshot it led to",
    (text, order) => {
      const events = eventsWith(text);
      const story = [
        ...events,
        ...order.map((place) => events[place]).filter((event) => event !== undefined),
      ];
      const { snapshots, entries } = lived(story);
      const shown = JSON.stringify(redact({ entries, record: { snapshot: snapshots.at(-1) } }));
      expect(shown).not.toContain(text);
      for (const snapshot of snapshots) {
        expect(JSON.stringify(redact({ snapshot }))).not.toContain(text);
      }
    },
  );

  test.prop([
    fc.constantFrom(...ownTexts),
    fc.string({ minLength: 1 }),
    fc.constantFrom("error", "err"),
  ])(
    "leaves what Tenure itself wrote of an error, and only to the letter and in that place",
    (text, other, name) => {
      const error = { code: "held", message: text };
      expect(redact({ [name]: error })).toEqual({ [name]: error });
      expect(redact({ [name]: { ...error, message: `${other}: ${text}` } })).toEqual({
        [name]: error,
      });
      for (const changed of [text + other, `S${text}`, text.slice(1), text.toUpperCase()]) {
        expect(redact({ [name]: { ...error, message: changed } })).toEqual({
          [name]: { code: "held", message: redactedMarker },
        });
      }
      expect(redact({ message: text, parameters: { message: text } })).toEqual({
        message: redactedMarker,
        parameters: { message: redactedMarker },
      });
    },
  );

  test("leaves every capability and every decision as it is", () => {
    const product = { fullCancel: false, paymentHold: true };
    const { capabilities, decisions } = initial({ key: "AS-1", capabilities: product }).context;
    expect(redact({ capabilities, decisions })).toEqual({ capabilities, decisions });
  });

  test.prop([plainHistory], { numRuns: 40 })(
    "keeps types, states, request ids and the number of everything",
    (history) => {
      let snapshot = initial({ key: "AS-1" });
      for (const event of history) {
        const decision = decide(snapshot, event);
        const shown = redact({ event, verdict: decision.verdict, effects: decision.effects });
        expect(shown).toMatchObject({
          event: { type: event.type },
          verdict: { type: decision.verdict.type },
          effects: decision.effects.map(({ type }) => ({ type })),
        });
        snapshot = decision.snapshot;
        const { context, value, machineVersion } = snapshot;
        expect(redact({ ...snapshot })).toMatchObject({
          machineVersion,
          value,
          context: {
            key: "AS-1",
            decisions: context.decisions,
            capabilities: context.capabilities,
            renewal: context.renewal,
            ended: context.ended,
            items: context.items.map(({ id, status }) => ({ id, status })),
            parameters: Object.fromEntries(
              Object.keys(context.parameters).map((name) => [name, redactedMarker]),
            ),
          },
        });
      }
    },
  );

  test.prop([plainHistory], { numRuns: 20 })("is the same when redacted again", (history) => {
    let snapshot = initial({ key: "AS-1" });
    for (const event of history) ({ snapshot } = decide(snapshot, event));
    const once = redact({ snapshot });
    expect(redact(once)).toEqual(once);
  });

  test.each([
    ["an e-mail address", "ada@example.com"],
    ["a name", "Ada Lovelace"],
    ["a bearer token", "Bearer eyJhbGciOi"],
    ["an address", "12 Example Street"],
    ["a sentence", "please cancel it"],
    ["a phone number", "+44 20 7946 0000"],
    ["a link with a query", "https://example.com/?token=1"],
  ])("is %s even in the place of an id", (_, text) => {
    expect(redact({ key: text, id: text, code: text, version: text })).toEqual({
      key: redactedMarker,
      id: redactedMarker,
      code: redactedMarker,
      version: redactedMarker,
    });
  });

  test("is every parameter's value, whatever its name and shape", () => {
    const values = { id: "AS-1", version: 7, type: null, status: true, nested: { key: "AS-1" } };
    const shown = redact({ parameters: values });
    expect(Object.keys(shown["parameters"] as object)).toEqual(Object.keys(values));
    expect(new Set(Object.values(shown["parameters"] as object))).toEqual(
      new Set([redactedMarker]),
    );
    expect(redact({ parameters: ["AS-1"] })).toEqual({ parameters: redactedMarker });
  });

  test("is the name of a parameter that is no plain id", () => {
    const shown = JSON.stringify(redact({ parameters: { "ada@example.com": "1", seats: "2" } }));
    expect(shown).not.toContain("ada");
    expect(shown).toContain("seats");
  });

  test("is a field that nobody thought of, however deep what it holds", () => {
    expect(redact({ customer: { id: "CU-1" }, event: { extra: ["AS-1"] } })).toEqual({
      customer: redactedMarker,
      event: { extra: redactedMarker },
    });
  });

  test.prop([fc.anything(), fc.constantFrom("event", "error", "parameters", "key", "other")])(
    "never throws, whatever it is",
    (anything, name) => {
      expect(() => redact({ [name]: anything })).not.toThrow();
    },
  );

  test("may hold itself, and what throws when it is read", () => {
    const circle: Record<string, unknown> = { key: "AS-1" };
    circle["event"] = circle;
    expect(redact(circle)["key"]).toBe("AS-1");
    const trap = {
      get event(): unknown {
        throw new Error("trap");
      },
    };
    expect(redact(trap)).toEqual({});
  });
});
