import { adapterPromises } from "@tenure/testing/adapter";
import { describe, expect, test } from "vitest";

import { tiersSubject } from "./tiers-subject.ts";

describe("the adapter of tier configurations on the simulated Connect", () => {
  test.each(adapterPromises(tiersSubject()))("$group: $name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
