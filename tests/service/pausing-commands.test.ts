import { describe, expect, test } from "vitest";

import { furnished } from "./command-run.ts";

describe("commands that pause", () => {
  test("hold one platform back with a reason, and let it go on", async () => {
    const { ask, engine } = await furnished();
    const paused = await ask("pause", "connect", "--reason", "Maintenance until 6 o'clock.");
    expect(paused.code, paused.output).toBe(0);
    expect(paused.output).toMatch(
      /^connect is paused: Maintenance until 6 o'clock\.\nGo on with: tenure resume connect$/mu,
    );
    expect(await engine.pauses()).toMatchObject([
      { adapter: "connect", reason: "Maintenance until 6 o'clock." },
    ]);
    const again = await ask("pause", "connect", "--json");
    expect(again.documents).toMatchObject([
      { adapter: "connect", paused: { adapter: "connect", reason: "" } },
    ]);
    const resumed = await ask("resume", "connect");
    expect(resumed.code, resumed.output).toBe(0);
    expect(resumed.output).toBe("connect goes on.\n");
    expect(await engine.pauses()).toEqual([]);
    const idle = await ask("resume", "connect");
    expect(idle.code, idle.output).toBe(0);
    expect(idle.output).toBe("connect was not paused.\n");
    expect((await ask("resume", "connect", "--json")).documents).toEqual([{ resumed: false }]);
  });

  test("hold all platforms back, and say which pauses go on beside the one that was ended", async () => {
    const { ask, engine } = await furnished();
    const all = await ask("pause", "--all", "--reason", "The vendor's API moves.");
    expect(all.code, all.output).toBe(0);
    expect(all.output).toMatch(/^All platforms are paused: The vendor's API moves\./mu);
    expect((await ask("pause", "connect")).code).toBe(0);
    const one = await ask("resume", "connect");
    expect(one.code, one.output).toBe(1);
    expect(await ask("resume", "connect", "--json")).toMatchObject({ code: 1 });
    expect(one.output).toMatch(
      /^tenure: All platforms are still paused, and connect with them\. End that with: tenure resume --all$/mu,
    );
    expect((await ask("pause", "bridge", "--reason", "Slow.")).code).toBe(0);
    const rest = await ask("resume", "--all");
    expect(rest.code, rest.output).toBe(0);
    expect(rest.output).toMatch(/^All platforms go on, but for bridge \(Slow\.\)\.$/mu);
    expect(await engine.pauses()).toMatchObject([{ adapter: "bridge" }]);
  });

  test("want to be told which platform, and know those there are", async () => {
    const { ask, engine } = await furnished();
    const [none, both, unknown] = await Promise.all([
      ask("pause"),
      ask("resume", "connect", "--all"),
      ask("pause", "conect"),
    ]);
    expect(none.code).toBe(2);
    expect(none.output).toContain("Give either an adapter or --all.");
    expect(both.code).toBe(2);
    expect(unknown.code).toBe(1);
    expect(unknown.output).toMatch(/tenure: There is no adapter "conect"\..*\(adapter_unknown\)/u);
    expect(await engine.pauses()).toEqual([]);
  });
});
