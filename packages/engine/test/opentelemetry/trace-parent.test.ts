import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { formatTraceParent, parseTraceParent } from "../../src/opentelemetry/trace-parent.ts";

const hex = (length: number) =>
  fc
    .array(fc.nat(15), { minLength: length, maxLength: length })
    .map((digits) => digits.map((digit) => digit.toString(16)).join(""));
const nonZero = (length: number) => hex(length).filter((text) => !/^0*$/u.test(text));
const spanContext = fc.record({
  traceId: nonZero(32),
  spanId: nonZero(16),
  traceFlags: fc.nat(255),
});

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";

describe("a traceparent", () => {
  test.prop([spanContext])("comes back as it was written, from elsewhere", (span) => {
    const text = formatTraceParent(span) ?? "";
    expect(text).toHaveLength(55);
    expect(parseTraceParent(text)).toEqual({ ...span, isRemote: true });
  });

  test.prop([fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constant(`00-${traceId}`))])(
    "that is none is left alone",
    (text) => {
      expect(parseTraceParent(text)).toBeUndefined();
    },
  );

  test.each([
    ["no trace", `00-${"0".repeat(32)}-${spanId}-01`],
    ["no span", `00-${traceId}-${"0".repeat(16)}-01`],
    ["the forbidden version", `ff-${traceId}-${spanId}-01`],
    ["more than its version has", `00-${traceId}-${spanId}-01-more`],
    ["capitals", `00-${traceId.toUpperCase()}-${spanId}-01`],
    ["white space", ` 00-${traceId}-${spanId}-01`],
    ["a line break behind it", `00-${traceId}-${spanId}-01\n`],
  ])("with %s is none", (_name, text) => {
    expect(parseTraceParent(text)).toBeUndefined();
  });

  test("of a newer version is read as far as it is known", () => {
    expect(parseTraceParent(`01-${traceId}-${spanId}-01-more`)).toMatchObject({ traceId, spanId });
    expect(parseTraceParent(`01-${traceId}-${spanId}-01`)).toMatchObject({ traceId, spanId });
  });

  test("of no span is not written", () => {
    const nothing = { traceId: "0".repeat(32), spanId: "0".repeat(16), traceFlags: 0 };
    expect(formatTraceParent(nothing)).toBeUndefined();
  });
});
