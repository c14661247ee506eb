import { stripVTControlCharacters } from "node:util";

import { fc, test as property } from "@fast-check/vitest";
import { virtualClock } from "@tenure/engine";
import { describe, expect, test } from "vitest";

import { ProgressBar } from "../apps/tenure/src/progress-bar.ts";

function shownOn(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: NodeJS.ProcessEnv = {},
) {
  const clock = virtualClock(1_000_000);
  const written: string[] = [];
  const bar = new ProgressBar(
    { ...stream, write: (text) => written.push(text) },
    clock,
    environment,
  );
  bar.begin("Importing");
  return { clock, written, bar };
}

// oxlint-disable-next-line no-control-regex -- what is looked for
const color = /\u001B\[\d+m/u;

describe("progress", () => {
  test("is a bar that is drawn over on a terminal, and taken away at the end", async () => {
    const { clock, written, bar } = shownOn({ isTTY: true, columns: 100 });
    await clock.advance(1000);
    bar.update({ done: 500, earlier: 0, total: 2000 });
    bar.update({ done: 501, earlier: 0, total: 2000 });
    expect(written).toHaveLength(1);
    const line = stripVTControlCharacters(written[0] ?? "");
    expect(line).toContain("500 of 2,000 · 500/s · about 3 s left");
    expect(line).toContain("██████░░░░░░░░░░░░░░░░░░");
    expect(written[0]).toMatch(color);
    bar.note("A word.");
    expect(written.slice(1, 4)).toEqual(["\r\u001B[K", "A word.\n", written[0]]);
    bar.end();
    expect(written.at(-1)).toBe("\r\u001B[K");
  });

  test("is without colors where they are not wanted", async () => {
    const { clock, written, bar } = shownOn({ isTTY: true }, { NO_COLOR: "1" });
    await clock.advance(1000);
    bar.update({ done: 5, earlier: 0, total: 10 });
    expect(written.join("")).not.toMatch(color);
  });

  test.each([
    ["elsewhere", { isTTY: false }, {}],
    ["on a terminal that can do nothing", { isTTY: true }, { TERM: "dumb" }],
  ])("is a plain line now and then %s", async (_where, stream, environment) => {
    const { clock, written, bar } = shownOn(stream, environment);
    for (let second = 1; second <= 25; second += 1) {
      await clock.advance(1000);
      bar.update({ done: 1000 + second, earlier: 1000, total: 1100 });
    }
    bar.end();
    expect(written).toEqual([
      "Importing: 1,010 of 1,100 · 1/s · about 1 min 30 s left\n",
      "Importing: 1,020 of 1,100 · 1/s · about 1 min 20 s left\n",
    ]);
  });

  property.prop([
    fc.integer({ min: 10, max: 120 }),
    fc.nat(50_000),
    fc.nat(50_000),
    fc.option(fc.nat(50_000), { nil: undefined }),
    fc.nat(100_000),
  ])("never takes more than its line", async (columns, done, earlier, total, elapsed) => {
    const { clock, written, bar } = shownOn({ isTTY: true, columns });
    await clock.advance(elapsed + 1);
    bar.update({ done: done + earlier, earlier, total });
    for (const text of written) {
      expect(stripVTControlCharacters(text).replaceAll("\r", "").length).toBeLessThan(columns);
      expect(text).not.toContain("NaN");
    }
  });
});
