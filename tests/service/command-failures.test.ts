import { describe, expect, onTestFinished, test } from "vitest";

import { pending, run } from "./command-run.ts";
import { eventually } from "./eventually.ts";
import { secretOf } from "./house.ts";
import { onAPort } from "./on-a-port.ts";
import { scriptedPlatform } from "./scripted-platform.ts";

describe("what keeps a command from its work has an exit code of its own", () => {
  test("a service that is not there, or is none", async () => {
    const other = await onAPort({ console: false });
    const [none, wrong, rubbish] = await Promise.all([
      run(["list"], { TENURE_URL: "http://127.0.0.1:9" }),
      run(["list"], { TENURE_URL: "not an address" }),
      run(["list"], { TENURE_URL: `${other.url}/elsewhere` }),
    ]);
    expect(none.code, none.output).toBe(3);
    expect(none.output).toMatch(
      /tenure: No service answers at http:\/\/127\.0\.0\.1:9: .*TENURE_URL/u,
    );
    expect(wrong.code).toBe(2);
    expect(rubbish.code).toBe(1);
    expect(rubbish.output).toContain("route_unknown");
  });

  test("a token that is missing, or may not do it", async () => {
    process.env["READ_TOKEN"] = secretOf("read");
    onTestFinished(() => void delete process.env["READ_TOKEN"]);
    const there = await onAPort({
      tokens: [{ name: "read", variable: "READ_TOKEN", role: "read" }],
    });
    await there.engine.send("AS-1", pending("PR-1"));
    const env = { TENURE_URL: there.url };
    const withToken = { ...env, TENURE_TOKEN: secretOf("read") };
    const [without, list, retry, unredacted] = await Promise.all([
      run(["list"], env),
      run(["list"], withToken),
      run(["retry", "AS-1"], withToken),
      run(["show", "AS-1", "--unredacted"], withToken),
    ]);
    expect(without.code, without.output).toBe(4);
    expect(list.code, list.output).toBe(0);
    expect(retry.code).toBe(4);
    expect(retry.output).toContain("role_missing");
    expect(unredacted.code).toBe(4);
    for (const { output } of [without, list, retry, unredacted]) {
      expect(output).not.toContain(secretOf("read"));
    }
  });

  test("every command has a help with an example, and the exit codes", async () => {
    const names =
      "demo serve simulate import list show history explain send retry skip answer reconcile replay verify graph doctor waiting".split(
        " ",
      );
    const whole = await run(["--help"]);
    expect(whole.code).toBe(0);
    for (const name of names) {
      expect(whole.output).toMatch(new RegExp(`^  ${name} `, "mu"));
    }
    for (const name of names) {
      const help = await run([name, "--help"]);
      expect([name, help.code]).toEqual([name, 0]);
      expect(help.output, name).toContain(`tenure ${name}`);
      expect(help.output.match(/Exit codes:/gu), name).toHaveLength(1);
      expect(help.output, name).toMatch(
        new RegExp(`^Examples:\\n(?: +#.*\\n)? +tenure ${name}`, "mu"),
      );
    }
  });
});

describe("what is written on a terminal can do nothing but be read", () => {
  test("also when somebody put control sequences into an error", async () => {
    const platform = scriptedPlatform("connect");
    platform.perform = async () => ({
      type: "refused",
      error: { code: "bad\u001B[31m", message: "\u001B]0;title\u0007\u202Eevil\nnext line" },
    });
    const there = await onAPort({}, [platform]);
    await there.engine.send("AS-1", pending("PR-1"));
    await eventually(() => there.engine.count({ requestState: ["stuck"] })).toBe(1);
    const { output } = await run(["show", "AS-1", "--unredacted"], { TENURE_URL: there.url });
    const [sheet = ""] = output.split("Snapshot");
    expect(sheet).toContain("evil next line");
    for (const acting of ["\u001B", "\u0007", "\u202E"]) expect(output).not.toContain(acting);
  });
});
