import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { byCodePoint, placeAfter } from "../../src/store/memory/code-point-order.ts";

const text = fc.string({
  unit: fc.constantFrom("a", "B", "é", "\uD7FF", "\uFFFD", "\u{1F4A9}", "\u{10FFFF}"),
});

test.prop([text, text])("texts stand in the order of their UTF-8 bytes", (one, other) => {
  const expected = Buffer.compare(Buffer.from(one), Buffer.from(other));
  expect(Math.sign(byCodePoint(one, other))).toBe(expected);
});

test.prop([fc.array(text), text])(
  "a text's place is behind all that are not greater",
  (texts, one) => {
    const sorted = texts.toSorted(byCodePoint);
    const place = placeAfter(sorted, one);
    expect(sorted.slice(0, place).every((before) => byCodePoint(before, one) <= 0)).toBe(true);
    expect(sorted.slice(place).every((after) => byCodePoint(after, one) > 0)).toBe(true);
  },
);
