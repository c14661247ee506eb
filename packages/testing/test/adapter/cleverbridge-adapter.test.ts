import { adapterPromises, adapterPromisesLeftOut } from "@tenure/testing/adapter";
import { describe, expect, test } from "vitest";

import { cleverbridgeSubject } from "./cleverbridge-subject.ts";

describe("the adapter of cleverbridge on the simulated platform", () => {
  test.each(adapterPromises(cleverbridgeSubject()))("$group: $name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });

  test("leaves out only what it has no verb for", () => {
    expect(adapterPromisesLeftOut(cleverbridgeSubject()).map(({ lacks }) => lacks)).toEqual([
      ["examine"],
    ]);
  });
});
