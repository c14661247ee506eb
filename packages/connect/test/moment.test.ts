import { fc, test } from "@fast-check/vitest";
import { retryAfterOf } from "@tenure/engine/http";
import { describe, expect } from "vitest";

import { momentOf, readMoment, writeMoment } from "../src/moment.ts";

const anyDate = fc.date({
  noInvalidDate: true,
  min: new Date("0000-01-02T00:00:00.000Z"),
  max: new Date("9999-12-30T00:00:00.000Z"),
});

describe("dates of the platform", () => {
  test.prop([anyDate])("are read and written as the calendar has them", (date) => {
    expect(readMoment(date.toISOString())).toBe(date.getTime());
    expect(writeMoment(date.getTime())).toBe(date.toISOString());
  });

  test.prop([anyDate, fc.integer({ min: -23 * 60, max: 23 * 60 })])(
    "are moved to UTC by their offset",
    (date, minutes) => {
      const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 23);
      const sign = minutes < 0 ? "-" : "+";
      const pad = (value: number) => String(value).padStart(2, "0");
      const hours = pad(Math.floor(Math.abs(minutes) / 60));
      const offset = `${sign}${hours}:${pad(Math.abs(minutes) % 60)}`;
      expect(momentOf(`${local}${offset}`)).toBe(date.toISOString());
    },
  );

  test.prop([fc.string()])("that are none are left out, without a throw", (text) => {
    const moment = momentOf(text);
    if (moment !== undefined) expect(new Date(moment).toISOString()).toBe(moment);
  });

  test.each([
    ["2026-02-03T04:05:06+00:00", "2026-02-03T04:05:06.000Z"],
    ["2026-02-03T04:05:06.209244+00:00", "2026-02-03T04:05:06.209Z"],
    ["2026-02-03T04:05:06", "2026-02-03T04:05:06.000Z"],
    ["2026-02-03T04:05:06.5Z", "2026-02-03T04:05:06.500Z"],
    ["2026-02-03 04:05:06-0130", "2026-02-03T05:35:06.000Z"],
    ["2026-02-03", "2026-02-03T00:00:00.000Z"],
    ["2026-02-30T00:00:00Z", undefined],
    ["2026-02-03T25:00:00Z", undefined],
    ["soon", undefined],
    ["", undefined],
    [null, undefined],
  ])("%s reads as %s", (text, moment) => {
    expect(momentOf(text)).toBe(moment);
  });
});

describe("Retry-After", () => {
  test.prop([
    fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-12-30T00:00:00.000Z") }),
    fc.integer({ min: 0, max: 86_400 }),
  ])("is heeded as an HTTP date", (now, seconds) => {
    const whole = Math.floor(now.getTime() / 1000) * 1000;
    const header = new Date(whole + seconds * 1000).toUTCString();
    expect(retryAfterOf(header, whole)).toBe(seconds * 1000);
  });

  test.each([
    ["7", 7000],
    [" 0 ", 0],
    ["-1", undefined],
    ["soon", undefined],
    [null, undefined],
    ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ])("%s reads as %s milliseconds", (header, milliseconds) => {
    expect(retryAfterOf(header, 1_000_000)).toBe(milliseconds);
  });
});
