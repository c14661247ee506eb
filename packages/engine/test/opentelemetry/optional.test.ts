import { spawnSync } from "node:child_process";

import { describe, expect, test } from "vitest";

/** Fails whoever asks for OpenTelemetry, as if it were not installed. */
const denied = `
  import { registerHooks } from "node:module";
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier.startsWith("@opentelemetry/")) throw new Error("not installed: " + specifier);
      return next(specifier, context);
    },
  });
`;

function imported(entry: string): { readonly status: number | null; readonly output: string } {
  const url = new URL(`../../src/${entry}`, import.meta.url).href;
  const program = `${denied} await import(${JSON.stringify(url)}); console.log("imported");`;
  const flags = ["--conditions=@tenure/source", "--input-type=module", "--eval"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, program], {
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

describe("where OpenTelemetry is not installed", () => {
  test("the engine works without it", () => {
    const { status, output } = imported("index.ts");
    expect(output).toContain("imported");
    expect(status).toBe(0);
  });

  test("only its own entry asks for it", () => {
    const { status, output } = imported("opentelemetry/index.ts");
    expect(output).toContain("not installed: @opentelemetry/api");
    expect(status).not.toBe(0);
  });
});
