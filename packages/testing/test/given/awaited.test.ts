import { AssertionError } from "node:assert";

import type { Adapter } from "@tenure/engine";
import { given, type Outcome } from "@tenure/testing/engine";
import { describe, expect, expectTypeOf, test } from "vitest";

const request = { id: "PR-1", type: "purchase" };
const opened = { type: "request.pending", request } as const;
const approve = { type: "answer.approve", requestId: "PR-1" } as const;
const approved = { type: "request.approved", request } as const;
const consent = { identity: "owner", text: "End it.", givenAt: "2026-01-01T09:00:00.000Z" };
const cancel = { type: "command.cancel", consent } as const;
const suspend = { type: "command.suspend" } as const;

const failure = (testing: Promise<unknown>): Promise<unknown> =>
  testing.then(
    () => "it passed",
    (error: unknown) => error,
  );

describe("a sentence without its last clause", () => {
  test("that is awaited resolves with what came of it, and checks nothing", async () => {
    const bought = given([opened, approved]);
    const outcome = await bought.when(suspend);
    expect(outcome).toMatchObject({
      verdict: { type: "refused", refusal: { code: "capability_missing" } },
      version: 3,
      entries: [{ event: suspend }],
    });
    const ended = await (async () => bought.when(cancel).whenTimePasses(1000))();
    expect(ended.effects).toMatchObject([{ type: "createRequest" }]);
    expectTypeOf(ended).toEqualTypeOf<Outcome>();
  });

  test("is a promise to whoever takes it for one", async () => {
    const scene = given([opened, approved]).when(cancel);
    const adopted: Promise<Outcome> = Promise.resolve(scene);
    const [first, second] = await Promise.all([scene, adopted]);
    expect(second).toEqual(first);
    expect(await scene.then(({ version }) => version)).toBe(3);
    expect(await scene.then(undefined, () => "failed")).toMatchObject({ version: 3 });
    expect(await scene.then(null, null)).toMatchObject({ version: 3 });
    const thrown = new Error("from the callback");
    const throwing = scene.then(() => {
      throw thrown;
    });
    expect(await failure(throwing)).toBe(thrown);
  });

  test("rejects, and hangs nowhere, when its history cannot be", async () => {
    const impossible = given([opened, suspend]).when(approve);
    expect(await failure((async () => impossible)())).toBeInstanceOf(AssertionError);
    const caught = await impossible.then(
      () => "it passed",
      (error: unknown) => String(error),
    );
    expect(caught).toContain("its event 2, command.suspend on subscription");
    expect(await failure(impossible.then(({ version }) => version))).toBeInstanceOf(AssertionError);
  });

  test("happens once for each time it is ended or awaited, and not before", async () => {
    const calls: string[] = [];
    const adapter: Adapter = {
      name: "shop",
      perform: async ({ effect }) => {
        calls.push(effect.type);
        return { type: "done", events: [] };
      },
    };
    const scene = given([], { adapter }).when(opened);
    expect(calls).toEqual([]);
    await scene;
    await scene.then({ performed: ["fulfillRequest"] });
    expect(calls).toEqual(["fulfillRequest", "fulfillRequest"]);
  });

  test("has no promise of its own before anything happens, so that it can be handed about", async () => {
    const bought = given([opened, approved]);
    expect("then" in bought).toBe(false);
    expect(await (async () => bought)()).toBe(bought);
  });

  test("can be ended in several ways, each time from its beginning", async () => {
    const bought = given([opened, approved]);
    const outcomes = await Promise.all([
      bought.when({ type: "renewal.changed", renewal: "manual" }).then("active"),
      bought.when(cancel).then("active", ["createRequest"]),
      bought.whenTimePasses(86_400_000).then("active", []),
    ]);
    expect(outcomes.map(({ version }) => version)).toEqual([3, 3, 2]);
  });
});
