import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { memoryStore } from "@tenure/testing/store";
import { describe, expect, onTestFinished, test } from "vitest";

import { exitCodes } from "../../apps/tenure/src/commands/exit-codes.ts";
import { configurationSchema } from "../../apps/tenure/src/configuration/configuration-schema.ts";
import { checkConfiguration } from "../../apps/tenure/src/configuration/define-configuration.ts";
import { runHere } from "../run-here.ts";
import { onAPort } from "./on-a-port.ts";
import { scriptedPlatform } from "./scripted-platform.ts";

const readme = readFileSync(new URL("../../apps/tenure/README.md", import.meta.url), "utf8");

/** What stands between backticks, outside of blocks. */
const named = new Set(
  [...readme.replaceAll(/```.*?```/gsu, "").matchAll(/`(?<name>[^`\n]+)`/gu)].map(
    ({ groups }) => groups?.["name"] ?? "",
  ),
);

describe("the README of the command", () => {
  test("has a configuration that is in order as it stands", async () => {
    const configuration = /```ts\n(?<text>[^`]*defineConfiguration.*?)```/su.exec(readme);
    // In the root of the workspace, where the command is run from.
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const folder = mkdtempSync(join(root, "configuration-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "tenure.config.ts");
    writeFileSync(file, configuration?.groups?.["text"] ?? "");
    const { output } = await runHere(["doctor", "--config", file], {
      CONNECT_URL: "http://127.0.0.1:9/public/v1",
      CONNECT_KEY: "SU-000-000-000:0123456789",
      TENURE_CONSOLE_TOKEN: "0123456789abcdef",
    });
    expect(output).toMatch(/^✓ configuration, file: .* is in order\.$/mu);
    expect(output).toMatch(/^✓ configuration, tokens: console \(operate, \*\)\.$/mu);
  });

  test("names every key of a configuration", () => {
    const least = { store: memoryStore(), adapters: [scriptedPlatform("connect")] };
    const { http, inspector } = checkConfiguration(least);
    const parts = new Set(["http", "inspector", "logging"]);
    const keys = [
      ...Object.keys(configurationSchema.shape).filter((key) => !parts.has(key)),
      ...Object.keys(http).map((key) => `http.${key}`),
      ...Object.keys(inspector).map((key) => `inspector.${key}`),
      "inspector.relay",
      "logging.level",
      "logging.logger",
    ];
    expect(keys.filter((key) => !named.has(key))).toEqual([]);
  });

  test("names every command, and every exit code", async () => {
    const { output } = await runHere(["--help"]);
    const commands = [...output.matchAll(/^ {2}(?<name>[a-z-]+) .*$/gmu)].map(
      ({ groups }) => groups?.["name"] ?? "",
    );
    expect(commands.length).toBeGreaterThan(15);
    expect(commands.filter((name) => name !== "help" && !named.has(name))).toEqual([]);
    for (const code of Object.values(exitCodes)) {
      expect(readme).toMatch(new RegExp(`^\\| ${code} +\\| \\S`, "mu"));
    }
  });

  test("names every metric, and no other", async () => {
    const there = await onAPort();
    const text = await (await fetch(`${there.url}/metrics`)).text();
    const metrics = [...text.matchAll(/^# TYPE (?<name>\S+)/gmu)].map(
      ({ groups }) => groups?.["name"] ?? "",
    );
    const told = [...named].filter((name) => /^(?:tenure|process)_[a-z_]+$/u.test(name));
    expect(told.toSorted()).toEqual(metrics.toSorted());
  });
});
