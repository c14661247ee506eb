import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { formatInstant, parseInstant } from "../src/instants.ts";

const instant = fc.integer({ min: Date.UTC(1690, 0, 1), max: Date.UTC(2250, 0, 1) });

describe("instants", () => {
  test.prop([instant])("are written as the calendar has them", (milliseconds) => {
    const text = formatInstant(milliseconds * 1000);
    expect(Date.parse(text)).toBe(milliseconds);
    expect(text).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?\+00:00$/u);
  });

  test.prop([instant, fc.integer({ min: 0, max: 999 })])(
    "come back to the microsecond",
    (milliseconds, microseconds) => {
      const exact = milliseconds * 1000 + microseconds;
      expect(parseInstant(formatInstant(exact))).toBe(exact);
    },
  );

  test.prop([instant])("are read as JavaScript writes them", (milliseconds) => {
    expect(parseInstant(new Date(milliseconds).toISOString())).toBe(milliseconds * 1000);
  });

  test("take an offset into account", () => {
    expect(parseInstant("2026-03-01T12:00+02:00")).toBe(parseInstant("2026-03-01T10:00:00Z"));
    expect(parseInstant("2023-04-28 11:36:38.814429+00:00")).toBe(
      parseInstant("2023-04-28T11:36:38.814429Z"),
    );
  });

  test("refuse what is on no calendar", () => {
    const wrong = [
      "2026-02-29T00:00Z",
      "2026-13-01T00:00Z",
      "2026-01-01T24:00Z",
      "2026-01-01",
      "soon",
      "",
    ];
    expect(wrong.filter((text) => parseInstant(text) !== undefined)).toEqual([]);
  });
});
