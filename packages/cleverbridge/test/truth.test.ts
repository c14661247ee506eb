import { test } from "@fast-check/vitest";
import { virtualClock } from "@tenure/engine";
import {
  decide,
  healingPath,
  initial,
  lifecycleOf,
  type Snapshot,
  subscriptionEventSchema,
  type Truth,
} from "@tenure/machine";
import { describe, expect } from "vitest";

import type { CleverbridgeClient } from "../src/client/cleverbridge-client.ts";
import { CleverbridgeError } from "../src/client/cleverbridge-error.ts";
import { readTruth } from "../src/truth/read-truth.ts";
import type { CleverbridgeSubscription } from "../src/wire/subscription.ts";
import {
  account,
  ahead,
  canceled,
  key,
  past,
  read,
  seen,
  sentItem,
  shown,
  take,
} from "./reading/shown.ts";
import { anyLife, anySubscription, liveOn, momentOfDay } from "./reading/sightings.ts";

const signal = new AbortController().signal;

/** What the reconciler is told of a subscription, as it is shown at a time. */
async function truthOf(
  snapshot: Snapshot,
  subscription: CleverbridgeSubscription,
  now: string,
): Promise<Truth> {
  const client = { getSubscription: async () => subscription } as unknown as CleverbridgeClient;
  const clock = virtualClock(Date.parse(now));
  const { adopted, facts } = await readTruth(
    { client, clock, profile: account },
    { key, snapshot, signal },
  );
  const parse = (event: unknown) => subscriptionEventSchema.parse(event);
  return { adopted: parse(adopted), facts: facts.map(parse) } as Truth;
}

const now = "2026-06-01T12:00:00.000Z";
const active = seen(shown());

describe("the reconciler", () => {
  test.prop([anyLife, anySubscription], { numRuns: 300 })(
    "finds nothing to do once a record was told what was read",
    async (life, subscription) => {
      const { snapshot, day } = liveOn(initial({ key }), life);
      const at = momentOfDay(day);
      const reading = read(snapshot, subscription, { now: at });
      const isContradiction = reading.events.some(({ type }) => type === "subscription.adopted");
      if (reading.status === undefined || (isContradiction && lifecycleOf(snapshot) !== "new"))
        return;
      const record = take(snapshot, reading.events);
      expect(healingPath(record, await truthOf(record, subscription, at))).toEqual({
        drift: "none",
        path: [],
        heals: true,
      });
    },
    120_000,
  );

  test.prop([anyLife, anySubscription], { numRuns: 300 })(
    "heals whatever was not told, and then finds nothing to do",
    async (life, subscription) => {
      const { snapshot, day } = liveOn(initial({ key }), life);
      const at = momentOfDay(day);
      const { status } = read(snapshot, subscription, { now: at });
      if (status === undefined || lifecycleOf(snapshot) === "new") return;
      const healing = healingPath(snapshot, await truthOf(snapshot, subscription, at));
      expect(healing.heals).toBe(true);
      const healed = healing.path.reduce(
        (record, event) => decide(record, event).snapshot,
        snapshot,
      );
      expect(lifecycleOf(healed)).toBe(status);
      const after = read(healed, subscription, { now: at });
      if (after.status !== status) return;
      expect(healingPath(healed, await truthOf(healed, subscription, at)).drift).toBe("none");
    },
    120_000,
  );

  test("finds nothing to do while a cancel waits for its date", async () => {
    const manual = shown({ RenewalType: "Manual" });
    expect(healingPath(canceled(active), await truthOf(canceled(active), manual, now)).drift).toBe(
      "none",
    );
  });

  test("brings out what was missed, by legal steps", async () => {
    const held = shown({ Subscriptionstatus: "Hold", NextBillingDate: past });
    expect(healingPath(active, await truthOf(active, held, now))).toMatchObject({
      drift: "missed",
      path: [{ request: { type: "adjustment" } }, { request: { type: "suspend" } }],
    });
    const withdrawn = await truthOf(canceled(active), shown(), now);
    expect(healingPath(canceled(active), withdrawn)).toMatchObject({
      drift: "missed",
      heals: true,
    });
  });

  test("takes up by force what lives again after its end", async () => {
    const over = shown({
      Subscriptionstatus: "Deactivated",
      Items: [sentItem(1, 2)],
      NextBillingDate: past,
    });
    const ended = seen(shown(), over);
    const healing = healingPath(
      ended,
      await truthOf(ended, shown({ NextBillingDate: ahead }), now),
    );
    expect(healing).toMatchObject({ drift: "illegal", heals: true, path: [{ forced: true }] });
  });
});

describe("what the platform does not tell", () => {
  const ask = (getSubscription: () => Promise<CleverbridgeSubscription>, snapshot: Snapshot) =>
    readTruth(
      {
        client: { getSubscription } as unknown as CleverbridgeClient,
        clock: virtualClock(0),
        profile: account,
      },
      { key, snapshot, signal },
    );

  test("of a subscription it does not know is told as that", async () => {
    const gone = new CleverbridgeError({
      kind: "not_found",
      message: "gone",
      mayHaveHappened: false,
    });
    expect(await ask(() => Promise.reject(gone), active)).toEqual({ facts: [] });
  });

  test("of a status it has no word for is left as the record has it, or not told at all", async () => {
    const mute = shown({ Subscriptionstatus: "Handled by Client" });
    expect(await ask(async () => mute, active)).toMatchObject({ adopted: { status: "active" } });
    await expect(ask(async () => mute, initial({ key }))).rejects.toMatchObject({
      kind: "rubbish",
    });
  });

  test("while it keeps changing is not told", async () => {
    let quantity = 0;
    const changing = async () => {
      quantity += 1;
      return shown({ Items: [sentItem(1, 1, { Quantity: quantity })] });
    };
    await expect(ask(changing, active)).rejects.toMatchObject({ kind: "server" });
  });
});
