import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { epochMilliseconds } from "../src/record/epoch.ts";

const moment = fc.date({
  min: new Date("0001-01-01T00:00:00.000Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});

test.prop([moment])(
  "a moment is as many milliseconds from the epoch as the calendar says",
  (date) => {
    expect(epochMilliseconds(date.toISOString())).toBe(date.getTime());
  },
);
