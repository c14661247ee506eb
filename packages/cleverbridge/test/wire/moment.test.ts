import { fc, test } from "@fast-check/vitest";
import { afterEach, describe, expect, vi } from "vitest";

import { momentOf } from "../../src/wire/moment.ts";

vi.setConfig({ testTimeout: 30_000 });

const moments = fc
  .date({
    min: new Date("1970-01-02T00:00:00Z"),
    max: new Date("2199-12-30T23:59:59Z"),
    noInvalidDate: true,
  })
  .map((date) => date.getTime());
const finer = fc.stringMatching(/^\d{0,4}$/u);

/** Minutes ahead of UTC, and how that is written. */
const zones = fc
  .record({
    sign: fc.constantFrom(1, -1),
    hours: fc.integer({ min: 0, max: 14 }),
    minutes: fc.constantFrom(0, 30, 45),
  })
  .map(({ sign, hours, minutes }) => ({
    minutes: sign * (hours * 60 + minutes),
    text: `${sign < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`,
  }));

/** As the platform writes it, without a zone. */
const local = (moment: number) => new Date(moment).toISOString().slice(0, -1);

const zoneHere = process.env["TZ"];

afterEach(() => {
  if (zoneHere === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zoneHere;
});

describe("a date and time of the platform", () => {
  test.prop([moments, finer, fc.constantFrom("", "Z", "z", "+00:00", "-00:00")])(
    "is UTC with and without a zone, with up to seven digits behind the second",
    (moment, digits, zone) => {
      const raw = `${local(moment)}${digits}${zone}`;
      expect(momentOf(raw)).toEqual({ at: new Date(moment).toISOString(), raw });
    },
  );

  test.prop([moments, zones])("with a zone is that much earlier or later", (moment, zone) => {
    expect(momentOf(`${local(moment)}${zone.text}`)?.at).toBe(
      new Date(moment - zone.minutes * 60_000).toISOString(),
    );
  });

  test.prop([moments, fc.integer({ min: 0, max: 7 })])(
    "is cut where it is finer than a millisecond, and keeps its text",
    (moment, length) => {
      const raw = `${local(moment).slice(0, 19)}${length === 0 ? "" : `.${"9876543".slice(0, length)}`}`;
      const read = momentOf(raw);
      expect(read?.raw).toBe(raw);
      expect(read?.at.slice(0, 19)).toBe(raw.slice(0, 19));
      expect(read?.at.slice(20, 23)).toBe("987".slice(0, length).padEnd(3, "0"));
    },
  );

  test.each(["America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati"])(
    "does not depend on the zone of the machine, as in %s",
    (zone) => {
      process.env["TZ"] = zone;
      expect(new Date("2026-06-11T14:06:59.147").toISOString()).not.toContain("T14:06");
      expect(momentOf("2026-06-11T14:06:59.147775")).toEqual({
        at: "2026-06-11T14:06:59.147Z",
        raw: "2026-06-11T14:06:59.147775",
      });
    },
  );

  test.prop([fc.oneof(fc.string(), fc.jsonValue())])(
    "is in the machine's spelling whatever was sent, or nothing",
    (value) => {
      const read = momentOf(value);
      if (read !== undefined) expect(momentOf(read.at)?.at).toBe(read.at);
    },
  );

  test.each([
    "",
    "2026",
    "2026-06-11",
    "2026-06-11T14:06",
    "2026-02-30T00:00:00",
    "2025-02-29T00:00:00Z",
    "2026-13-01T00:00:00",
    "2026-06-11T24:00:00",
    "2026-06-11T23:59:60",
    "2026-06-11T14:06:59.",
    "2026-06-11T14:06:59.12345678",
    "2026-06-11T14:06:59+24:00",
    "2026-06-11T14:06:59+01:60",
    "2026-06-11T14:06:59+0100",
    "2026-06-11T14:06:59 PST",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00",
    "11.06.2026 14:06:59",
    1_781_186_819_147,
    null,
    undefined,
    {},
  ])("is not %j", (value: unknown) => {
    expect(momentOf(value)).toBeUndefined();
  });
});
