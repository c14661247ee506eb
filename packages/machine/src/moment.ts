import * as z from "zod/mini";

/**
 * A moment in UTC with milliseconds, `2026-05-04T03:02:01.000Z`. One fixed spelling, so that two
 * moments compare as text and the pure core needs no clock and no date arithmetic.
 */
export const momentSchema = z.iso.datetime({
  precision: 3,
  error: "expected a moment in UTC with milliseconds, such as 2026-05-04T03:02:01.000Z",
});
