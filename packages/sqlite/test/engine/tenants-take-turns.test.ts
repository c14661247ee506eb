import { expect, test } from "vitest";

import { open, purchase } from "./house.ts";

test("a tenant with a crowd waiting does not keep another's effect from the next free slot", async () => {
  const begun: string[] = [];
  const release: (() => void)[] = [];
  const { engine } = await open({
    tenants: ["crowd", "small"],
    concurrency: 3,
    perform: async ({ tenant, effect }) => {
      if (effect.type !== "fulfillRequest") return { type: "done", events: [] };
      begun.push(tenant);
      await new Promise<void>((resolve) => {
        release.push(resolve);
      });
      const { requestId } = effect;
      return {
        type: "done",
        events: [{ type: "answer.reject", requestId, reason: "no", by: "handler" }],
      };
    },
  });
  await Promise.all(
    Array.from({ length: 20 }, async (_, n) => engine.send(`crowd:${n}`, purchase(`PR-${n}`))),
  );
  while (begun.length < 3) await new Promise(setImmediate);
  await engine.send("small:1", purchase("PR-small"));

  release.shift()?.();
  while (begun.length < 4) await new Promise(setImmediate);
  expect(begun).toEqual(["crowd", "crowd", "crowd", "small"]);
  for (;;) {
    for (const end of release.splice(0)) end();
    if (begun.length === 21) break;
    await new Promise(setImmediate);
  }
  for (const end of release.splice(0)) end();
});
