import { storePromises } from "@tenure/testing/store";
import { describe, expect, test } from "vitest";

import { memorySubject } from "./memory-subject.ts";

describe.each([
  ["whose leases end by time", memorySubject()],
  ["that ends leases when it is opened", memorySubject({ endLeases: true })],
])("the store in memory %s", (_name, subject) => {
  test.each(storePromises(subject))("$group: $name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
