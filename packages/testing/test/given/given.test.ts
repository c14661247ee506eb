import { AssertionError } from "node:assert";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { fc, test } from "@fast-check/vitest";
import { virtualClock, type Adapter, type EffectOutcome } from "@tenure/engine";
import {
  awaitedOf,
  decide,
  initial,
  isAdapterEffect,
  lifecycleOf,
  pendingStateOf,
  requestStateOf,
  type Effect,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { given, type Statement } from "@tenure/testing/engine";
import { describe, expect, onTestFinished } from "vitest";

import { longHistory } from "../engine/read/recorded.ts";
import { exported, key } from "../replay/lived-history.ts";

const request = { id: "PR-1", type: "purchase" };
const opened = { type: "request.pending", request } as const;
const approve = { type: "answer.approve", requestId: "PR-1" } as const;
const approved = { type: "request.approved", request } as const;
const consent = { identity: "owner", text: "End it.", givenAt: "2026-01-01T09:00:00.000Z" };
const cancel = { type: "command.cancel", consent } as const;
const suspend = { type: "command.suspend" } as const;
const postponed = { type: "answer.postpone", requestId: "PR-1", delay: 60_000 } as const;

async function failure(testing: Promise<unknown>): Promise<unknown> {
  return testing.then(
    () => "it passed",
    (error: unknown) => error,
  );
}

/** Answers each effect as it is told, and what nothing is told of with nothing. */
function adapterThat(
  answers: Partial<
    Record<Effect["type"], (attempt: number) => EffectOutcome | Promise<EffectOutcome>>
  >,
): Adapter {
  return {
    name: "shop",
    perform: async ({ effect, attempt }) =>
      (await answers[effect.type]?.(attempt)) ?? { type: "done", events: [] },
  };
}
const done = (...events: SubscriptionEventInput[]): EffectOutcome => ({ type: "done", events });

/** A random history without the events it cannot have, and its last event apart. */
function lived(history: readonly SubscriptionEventInput[]) {
  let snapshot = initial({ key });
  const events: SubscriptionEventInput[] = [];
  for (const event of history.slice(0, -1)) {
    const decision = decide(snapshot, event);
    if (decision.verdict.type === "refused") continue;
    events.push(event);
    ({ snapshot } = decision);
  }
  const event = history.at(-1);
  if (event === undefined) throw new Error("a history without an event");
  return { events, event, decision: decide(snapshot, event) };
}

/** So long ago that no planned date of a random step has come: no timer is due of itself. */
const beforeAllDates = () => ({ key, clock: virtualClock(0) });

/** Everything that the machine alone says of it. */
function statementOf({ snapshot, verdict, effects }: ReturnType<typeof decide>): Statement {
  return {
    status: lifecycleOf(snapshot),
    requestState: requestStateOf(snapshot),
    pendingState: pendingStateOf(snapshot) ?? null,
    awaited: awaitedOf(snapshot),
    verdict: verdict.type,
    ...(verdict.type === "refused" && { refusal: verdict.refusal.code }),
    effects: effects.filter(isAdapterEffect),
    performed: [],
  };
}

describe("a statement", () => {
  test.prop([longHistory], { numRuns: 60 })(
    "that says what the machine decides holds in the engine",
    async (history) => {
      const { events, event, decision } = lived(history);
      await given(events, beforeAllDates()).when(event).then(statementOf(decision));
    },
  );

  test.prop([longHistory, fc.nat()], { numRuns: 60 })(
    "that says anything else fails, with what was stated and what is so",
    async (history, place) => {
      const { events, event, decision } = lived(history);
      const right = statementOf(decision);
      const wrong: Statement = {
        status: right.status === "draft" ? "active" : "draft",
        requestState: right.requestState === "draft" ? "none" : "draft",
        pendingState: right.pendingState === "asking" ? null : "asking",
        awaited: right.awaited === "distributor" ? "nobody" : "distributor",
        verdict: right.verdict === "moved" ? "unchanged" : "moved",
        refusal: right.refusal === "drift" ? "item_unknown" : "drift",
        effects: [...(right.effects ?? []), "switchRenewal"],
        performed: ["fulfillRequest"],
        timers: ["schedule", "schedule", "schedule"],
        events: ["timer.due", "timer.due", "timer.due"],
      };
      const names = Object.keys(wrong) as (keyof Statement)[];
      const name = names[place % names.length] ?? "status";
      const stated = { ...right, [name]: wrong[name] };
      const error = await failure(given(events, beforeAllDates()).when(event).then(stated));
      expect(error).toBeInstanceOf(AssertionError);
      const { expected, actual } = error as AssertionError & Record<"expected" | "actual", object>;
      expect(expected).toEqual(stated);
      expect(actual).not.toEqual(stated);
      expect({ ...actual, [name]: undefined }).toEqual({ ...expected, [name]: undefined });
    },
  );

  test("names the subscription, its state, its history and the event", async () => {
    const testing = given([opened, approve, approved], { key }).when(suspend).then("suspended");
    const error = await failure(testing);
    const text = String(error);
    expect(text).toContain(`Subscription ${key} is not as stated after command.suspend:`);
    expect(text).toContain('status: stated "suspended", is "active"');
    expect(text).toContain('refusal: stated null, is "capability_missing"');
    expect(text).toContain("It is active, request none, at version 4, and awaits nobody.");
    expect(text).toContain("Given: request.pending, answer.approve, request.approved.");
    expect(text).toContain('When: {"type":"command.suspend"}.');
    expect(error).toMatchObject({
      code: "ERR_ASSERTION",
      expected: { status: "suspended", refusal: null },
      actual: { status: "active", refusal: "capability_missing" },
    });
  });

  test("that says nothing of a refusal fails when there is one", async () => {
    const bought = given([opened, approved]);
    expect(await failure(bought.when(suspend).then("active"))).toBeInstanceOf(AssertionError);
    await bought.when(suspend).then({ status: "active", refusal: "capability_missing" });
    await bought.when(suspend).then({ verdict: "refused" });
  });

  test("compares of an effect and a timer what is stated of it", async () => {
    const fields = { type: "fulfillRequest", requestId: "PR-1", occasion: "opened" } as const;
    const scene = given([]).when(opened);
    await scene.then("processing", [fields]);
    await scene.then({ effects: [{ type: "fulfillRequest", requestId: "PR-1" }] });
    const other = scene.then({ effects: [{ type: "fulfillRequest", requestId: "PR-2" }] });
    expect(String(await failure(other))).toContain('effects.0.requestId: stated "PR-2", is "PR-1"');
    const less = scene.then({ effects: [] });
    expect(String(await failure(less))).toContain("effects.0: stated nothing, is");
    const timed = given([opened]).when(postponed);
    await timed.then({ timers: ["postponement"], events: ["answer.postpone"] });
    await timed.then({ timers: [{ timer: "postponement", dueIn: 60_000 }] });
    const later = timed.then({ timers: [{ timer: "postponement", dueIn: 5 }] });
    expect(String(await failure(later))).toContain("timers.0.dueIn: stated 5, is 60000");
  });

  test.each([
    ["nothing", {}, "Nothing was stated"],
    ["only what is undefined", { status: undefined }, "Nothing was stated"],
    ["what there is not", { state: "active" }, "nothing to state about state"],
  ])("of %s is no statement", async (_name, stated, message) => {
    const testing = given([opened])
      .when(approve)
      .then(stated as Statement);
    await expect(testing).rejects.toThrow(message);
    await expect(testing).rejects.toBeInstanceOf(TypeError);
  });
});

describe("a history", () => {
  test("is past: what it asked for is not performed again, and its timers go on", async () => {
    const adapter = adapterThat({ fulfillRequest: () => done(approve) });
    const asked = { type: "fulfillRequest", occasion: "postponed" } as const;
    await given([opened, postponed], { adapter })
      .whenTimePasses(59_999)
      .then({ performed: [], timers: [{ timer: "postponement", dueIn: 1 }] });
    await given([opened, postponed], { adapter })
      .whenTimePasses(60_000)
      .then({ performed: [asked, "approveRequest"], timers: [] });
  });

  test("that cannot be is told by the event that was refused", async () => {
    const error = await failure(given([opened, suspend]).when(approve).then("active"));
    expect(error).toBeInstanceOf(AssertionError);
    expect(String(error)).toContain("its event 2, command.suspend on subscription");
  });

  test("that was exported whole is gone on with, by its path, its URL, or parsed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tenure-given-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const document = await exported();
    const path = join(folder, "history.json");
    await writeFile(path, JSON.stringify(document));
    for (const history of [path, pathToFileURL(path), document]) {
      const { entries, key: own } = await given(history)
        .when({ type: "command.cancel" })
        .then({ refusal: "request_in_progress", status: "active" });
      expect({ own, versions: entries.map(({ version }) => version) }).toEqual({
        own: key,
        versions: [document.entries.length + 1],
      });
    }
  });

  test("that was exported redacted, of another adapter, or not at all is refused", async () => {
    const go = async (history: Parameters<typeof given>[0], adapter?: Adapter) =>
      failure(
        given(history, adapter === undefined ? {} : { adapter })
          .when(suspend)
          .then("active"),
      );
    expect(await go(await exported(true))).toMatchObject({ code: "import_invalid" });
    expect(await go("/nowhere/history.json")).toMatchObject({ code: "file_unreadable" });
    expect(await go(import.meta.filename)).toMatchObject({ code: "not_json" });
    expect(String(await go(await exported(), adapterThat({})))).toContain(
      "is of adapter connect, the adapter given is shop",
    );
  });
});

describe("an adapter", () => {
  test("is called until there is nothing left to do now", async () => {
    const adapter = adapterThat({
      fulfillRequest: () => done(approve),
      approveRequest: () => done(approved),
    });
    const outcome = await given([], { adapter })
      .when(opened)
      .when(cancel)
      .then({
        status: "active",
        performed: [
          "fulfillRequest",
          "approveRequest",
          { type: "createRequest", requestType: "cancel" },
        ],
        events: ["request.pending", "answer.approve", "request.approved", "command.cancel"],
      });
    expect(outcome.performed[0]).toMatchObject({ attempt: 1, outcome: { type: "done" } });
  });

  test("that fails is called again as time passes, and what it said is told", async () => {
    const adapter = adapterThat({
      fulfillRequest: (attempt) => {
        if (attempt === 1) throw new Error("no line");
        if (attempt === 2) {
          const error = { code: "busy", message: "later" };
          return { type: "retry", blame: "platform", error, after: 30_000 };
        }
        return { type: "refused", error: { code: "closed", message: "for good" } };
      },
    });
    const scene = given([], { adapter }).when(opened);
    const once = await scene.then({ awaited: "vendor", performed: ["fulfillRequest"] });
    expect(once.performed[0]?.thrown).toBeInstanceOf(Error);
    const three = ["fulfillRequest", "fulfillRequest", "fulfillRequest"] as const;
    const stuck = { requestState: "stuck", performed: three } as const;
    await scene.whenTimePasses(120_000).then(stuck);
    const error = await failure(scene.whenTimePasses(120_000).then("active"));
    expect(String(error)).toContain(
      "Performed: fulfillRequest (threw no line), fulfillRequest (retry, busy: later), " +
        "fulfillRequest (refused, closed: for good).",
    );
  });

  test("that waits by the clock has its time, and one that never answers does not hold up the end", async () => {
    const clock = virtualClock(0);
    const slow = adapterThat({
      fulfillRequest: async () => {
        await clock.sleep(5000);
        return done(approve);
      },
    });
    await given([], { adapter: slow, clock })
      .when(opened)
      .whenTimePasses(5000)
      .then({ pendingState: "approving" });
    const silent = adapterThat({
      fulfillRequest: () => new Promise<EffectOutcome>(() => undefined),
    });
    await given([], { adapter: silent, engine: { attemptTimeoutMilliseconds: 1000 } })
      .when(opened)
      .whenTimePasses(2000)
      .then({ pendingState: "fulfilling", performed: ["fulfillRequest"] });
  });

  test("and a key of another tenant and another machine are served", async () => {
    await given([], { key: "acme:TC-1", machine: "tierConfiguration" })
      .when({ type: "request.pending", request: { id: "TCR-1", type: "setup" } })
      .then({ status: "processing", effects: ["fulfillRequest"] });
  });
});
