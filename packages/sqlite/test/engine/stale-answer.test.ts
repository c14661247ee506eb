import { expect, test } from "vitest";

import { approving, open, purchase } from "./house.ts";

test("an effect whose answer shows the platform as it was before is not settled by it", async () => {
  let looks = 0;
  const { engine, clock, calls } = await open({
    perform: (call) => {
      if (call.effect.type !== "approveRequest") return approving(call);
      looks += 1;
      // A copy of the platform that lags behind shows the request as it was.
      if (looks < 3) return { type: "done", events: [purchase(call.effect.requestId)] };
      return approving(call);
    },
  });
  await engine.send("AS-1", purchase("PR-1"));
  await clock.advance(600_000);
  expect((await engine.get("AS-1"))?.status).toBe("active");
  const approvals = calls.filter(({ effect }) => effect.type === "approveRequest");
  expect(approvals.map(({ uncertain }) => uncertain)).toEqual([false, true, true]);
});
