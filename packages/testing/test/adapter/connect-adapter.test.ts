import { adapterPromises } from "@tenure/testing/adapter";
import { describe, expect, test } from "vitest";

import { connectSubject } from "./connect-subject.ts";

describe("the adapter of CloudBlue Connect on the simulated platform", () => {
  test.each(adapterPromises(connectSubject()))("$group: $name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
