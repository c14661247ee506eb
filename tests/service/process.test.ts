import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { runHere } from "../run-here.ts";
import { EventReader } from "./event-reader.ts";
import { eventually } from "./eventually.ts";
import { onAPort } from "./on-a-port.ts";
import { serviceFolder, usualConfiguration } from "./service-folder.ts";

const post = async (
  url: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
) =>
  fetch(`${url}/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID(), ...headers },
    body: JSON.stringify(body),
  });

describe("tenure serve", () => {
  test("answers once it says so, tells that nothing guards it, and ends by itself when it is asked to", async () => {
    const { serve } = serviceFolder();
    const { run, url } = await serve();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    expect(run.output()).toContain("no token is configured");
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: "ready" });
    const streaming = await fetch(`${url}/api/v1/changes?from=start`);
    const reader = new EventReader(streaming.body);
    await reader.next();
    run.child.kill("SIGTERM");
    expect(await reader.next()).toBeUndefined();
    expect(await run.ended).toBe(0);
    expect(run.output()).toContain("the service has ended");
    await expect(fetch(`${url}/healthz`)).rejects.toThrow(TypeError);
  });

  test("ends at once when it is asked a second time", async () => {
    const { serve } = serviceFolder(
      usualConfiguration.replace("http: {", "stopDeadlineMilliseconds: 600_000,\n  http: {"),
    );
    const { run, url } = await serve();
    const { hostname, port } = new URL(url);
    // A request that never ends keeps the service for as long as it may.
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    socket.write(
      "POST /api/v1/pause HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    run.child.kill("SIGINT");
    await eventually(run.output).toContain("the service ends");
    run.child.kill("SIGINT");
    expect(await run.ended).toBe("SIGINT");
    socket.destroy();
  });

  test("works alone on a file: a second one is told so, and the first goes on", async () => {
    const { serve, run, path } = serviceFolder();
    const { url } = await serve();
    const second = run(["serve"]);
    expect(await second.ended).toBe(3);
    expect(second.output()).toContain("tenure.db");
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    // Whoever only looks may do so meanwhile.
    const look = await runHere(["list", "--store", join(path, "tenure.db"), "--json"]);
    expect(look.code, look.output).toBe(0);
  });

  test("goes on where it was killed: nothing that was taken in is lost, and the figures count it once", async () => {
    const feeding = usualConfiguration
      .replace('adapters: [scriptedPlatform("connect"),', "adapters: [fed,")
      .replace(
        "export default",
        `const fed = {
  ...scriptedPlatform("connect"),
  async run(intake) {
    const request = (n) => ({ id: "PR-" + n, type: "purchase" });
    for (let n = 1; process.env.FEED === "on" && !intake.signal.aborted; n += 1) {
      await intake.send("AS-" + n, { type: "request.pending", request: request(n) });
      await intake.clock.sleep(5, intake.signal);
    }
    await intake.clock.sleep(600_000, intake.signal);
  },
};

export default`,
      );
    const { serve } = serviceFolder(feeding);
    const total = async (url: string): Promise<number> => {
      const counts = (await (await fetch(`${url}/api/v1/counts?tenant=*`)).json()) as {
        total: number;
      };
      return counts.total;
    };
    const first = await serve({ FEED: "on" });
    await eventually(() => total(first.url)).toBeGreaterThan(30);
    const before = await total(first.url);
    first.run.child.kill("SIGKILL");
    expect(await first.run.ended).toBe("SIGKILL");

    const second = await serve({ FEED: "off" });
    expect(await total(second.url)).toBeGreaterThanOrEqual(before);
    const unfinished = async () =>
      (await (
        await fetch(`${second.url}/api/v1/subscriptions?status=processing&limit=1000`)
      ).json()) as { rows: unknown[] };
    await eventually(async () => (await unfinished()).rows.length).toBe(0);
    const list = await (await fetch(`${second.url}/api/v1/subscriptions?limit=1000`)).json();
    const { rows } = list as { rows: { version: number }[] };
    const events = rows.reduce((sum, { version }) => sum + version, 0);
    const counted = async (): Promise<number> => {
      const answer = await fetch(`${second.url}/api/v1/throughput?step=3600000`);
      const { points } = (await answer.json()) as { points: { events: number }[] };
      return points.reduce((sum, point) => sum + point.events, 0);
    };
    await eventually(counted).toBe(events);
    second.run.child.kill("SIGTERM");
    expect(await second.run.ended).toBe(0);
  });

  test("lets nobody in without its token, and tells the token nowhere", async () => {
    const secret = "a-secret-of-the-operators";
    const { serve } = serviceFolder(
      usualConfiguration.replace(
        "port: 0",
        'port: 0, tokens: [{ name: "ops", variable: "OPS_TOKEN", role: "operate", tenant: "*" }]',
      ),
    );
    const { run, url } = await serve({ OPS_TOKEN: secret });
    expect((await fetch(`${url}/api/v1/caller`)).status).toBe(401);
    const headers = { authorization: `Bearer ${secret}` };
    const caller = await fetch(`${url}/api/v1/caller`, { headers });
    expect(await caller.json()).toMatchObject({ name: "ops", role: "operate", tenant: "*" });
    expect((await post(url, "/subscriptions/AS-0/retry", {}, headers)).status).toBe(404);
    run.child.kill("SIGTERM");
    await run.ended;
    expect(run.output()).not.toContain(secret);
    expect(run.output()).not.toContain("no token is configured");
  });
});

describe("a configuration that cannot work ends with exit code 2 and says what is wrong", () => {
  test.each([
    [
      "a key that there is not",
      usualConfiguration.replace("tenants:", "tenant:"),
      "tenant: there is no such key",
    ],
    ["a value of a wrong kind", usualConfiguration.replace("port: 0", 'port: "0"'), "http.port: "],
    [
      "an address for everybody",
      usualConfiguration.replace("port: 0", 'port: 0, host: "0.0.0.0"'),
      "http.host: without http.tokens the service only listens on loopback",
    ],
    [
      "a variable that is not set",
      usualConfiguration.replace(
        "port: 0",
        'port: 0, tokens: [{ name: "ops", variable: "NO_SUCH_TOKEN", role: "read" }]',
      ),
      "http.tokens[0] (ops): the environment variable NO_SUCH_TOKEN is not set",
    ],
    ["no default export", "export const configuration = {};", "has no default export"],
    ["a mistake in the code", "import './no-such-file.ts';\nexport default {};", "no-such-file"],
    ["no TypeScript", "export default {{{", "tenure.config.ts"],
  ])("%s", async (_, configuration, message) => {
    const { path } = serviceFolder(configuration);
    const { code, output } = await runHere(["serve", "--config", join(path, "tenure.config.ts")]);
    expect(code, output).toBe(2);
    expect(output).toContain(message);
    expect(output).not.toMatch(/\n\s+at /u);
  });

  test("as a process of its own", async () => {
    const wrong = serviceFolder(usualConfiguration.replace("tenants:", "tenant:"));
    const { ended, output } = wrong.run(["serve"]);
    expect(await ended, output()).toBe(2);
    expect(output()).toContain("tenant: there is no such key");
    expect(output()).not.toMatch(/\n\s+at /u);
  });

  test("a file that is not there", async () => {
    const { path } = serviceFolder();
    const { code, output } = await runHere(["serve", "--config", join(path, "other.config.ts")]);
    expect(code).toBe(2);
    expect(output).toMatch(/There is no configuration file \S*other\.config\.ts/u);
  });

  test("an address that is taken is no mistake of the configuration's", async () => {
    const { port } = await onAPort();
    const { path } = serviceFolder(
      usualConfiguration
        .replace("port: 0", `port: ${port}`)
        .replace('"tenure.db"', 'import.meta.dirname + "/tenure.db"'),
    );
    const { code, output } = await runHere(["serve", "--config", join(path, "tenure.config.ts")]);
    expect(code, output).toBe(3);
    expect(output).toContain(String(port));
  });
});
