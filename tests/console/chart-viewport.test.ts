import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { aspectRatioOf } from "../../apps/console/src/chart/aspect-ratio.ts";
import {
  fitted,
  fittingScale,
  focused,
  isSeen,
  panned,
  zoomed,
  type Size,
  type Viewport,
} from "../../apps/console/src/chart/viewport.ts";

const length = (most: number) => fc.integer({ min: 40, max: most });
const picture: fc.Arbitrary<Size> = fc.record({ width: length(3500), height: length(3500) });
const screen: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 320, max: 2400 }),
  height: fc.integer({ min: 240, max: 1400 }),
});
const view: fc.Arbitrary<Viewport> = fc.record({
  x: fc.integer({ min: -3000, max: 3000 }),
  y: fc.integer({ min: -3000, max: 3000 }),
  scale: fc.double({ min: 0.15, max: 3, noNaN: true }),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** A picture with a part of it. */
const parted = fc
  .record({ size: picture, x: share, y: share, width: share, height: share })
  .map(({ size, x, y, width, height }) => ({
    size,
    part: {
      x: x * size.width,
      y: y * size.height,
      width: width * (1 - x) * size.width,
      height: height * (1 - y) * size.height,
    },
  }));

const all = ({ width, height }: Size) => ({ x: 0, y: 0, width, height });

describe("what is seen of a chart", () => {
  test.prop([picture, screen])("as a whole is all of it, as large as fits", (size, room) => {
    const seen = fitted(size, room);
    // Below the smallest scale nothing could be read, and the picture is larger than the room.
    if (seen.scale > 0.15) expect(isSeen(all(size), seen, room)).toBe(true);
    const larger = { ...seen, scale: seen.scale * 1.2 };
    if (seen.scale < 1 && seen.scale > 0.15)
      expect(
        size.width * larger.scale > room.width - 24 ||
          size.height * larger.scale > room.height - 24,
      ).toBe(true);
  });

  test.prop([parted, screen])(
    "holds what is lit, wherever that fits when it can be read",
    ({ size, part }, room) => {
      const seen = focused([part], size, room);
      if (fittingScale(part, room) >= 0.54) expect(isSeen(part, seen, room)).toBe(true);
      expect(seen.scale).toBeGreaterThanOrEqual(Math.min(0.54, fittingScale(size, room)));
    },
  );

  test.prop([view, fc.double({ min: 0.5, max: 2, noNaN: true }), share, share])(
    "stays where the pointer is while it is zoomed",
    (before, factor, x, y) => {
      const at = { x: x * 1000, y: y * 700 };
      const after = zoomed(before, factor, at);
      const spot = (one: Viewport) => [(at.x - one.x) / one.scale, (at.y - one.y) / one.scale];
      const [left = 0, top = 0] = spot(before);
      const [newLeft = 0, newTop = 0] = spot(after);
      expect(newLeft).toBeCloseTo(left, 3);
      expect(newTop).toBeCloseTo(top, 3);
    },
  );

  test.prop([view, fc.integer(), fc.integer(), picture, screen])(
    "is never dragged out of sight",
    (before, x, y, size, room) => {
      const after = panned(before, { x, y }, size, room);
      expect(after.x).toBeLessThan(room.width);
      expect(after.y).toBeLessThan(room.height);
      expect(after.x + size.width * after.scale).toBeGreaterThan(0);
      expect(after.y + size.height * after.scale).toBeGreaterThan(0);
    },
  );

  test.prop([screen])("is laid out in one of four shapes", (room) => {
    expect([0.5, 1, 1.5, 2]).toContain(aspectRatioOf(room));
  });
});
