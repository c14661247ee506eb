import { fc, test as property } from "@fast-check/vitest";
import { machineVersion, migrate } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { purchased } from "./purchased.ts";

describe("migrate", () => {
  test("leaves a snapshot of this version as it is", () => {
    const snapshot = given(purchased).snapshot;
    expect(migrate(JSON.parse(JSON.stringify(snapshot)))).toEqual({ type: "current", snapshot });
  });

  test("refuses a snapshot of a later version and says what to do", () => {
    const later = { ...given(purchased).snapshot, machineVersion: machineVersion + 1 };
    const migration = migrate(later);
    expect(migration.type).toBe("refused");
    expect(JSON.stringify(migration)).toContain("Run a release that knows it");
  });

  test("refuses a damaged snapshot and says where it is damaged", () => {
    const damaged = {
      ...given(purchased).snapshot,
      value: { lifecycle: "flying", request: "stuck" },
    };
    expect(JSON.stringify(migrate(damaged))).toContain("lifecycle");
  });

  property.prop([fc.anything()])("never throws", (junk) => {
    expect(migrate(junk).type).toBe("refused");
  });
});
