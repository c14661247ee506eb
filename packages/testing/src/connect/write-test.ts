import { writeFile } from "node:fs/promises";

import type { BrokenPromise } from "./broken-promise.ts";
import type { HandlerReport } from "./handler-report.ts";

/** How the file is to look. */
export interface WriteTestOptions {
  /** The module that exports the vendor's factory, as the file imports it. Default `./vendor.ts`. */
  readonly module?: string | undefined;
  /** The factory's name there. Default `vendor`. */
  readonly name?: string | undefined;
  /** Default `node:test`. */
  readonly runner?: "node:test" | "vitest" | undefined;
}

const indented = (text: string, by: string): string => text.replaceAll("\n", `\n${by}`);

function testOf(
  { code, requestType, message, seed, path, diagram }: BrokenPromise,
  { product, values, timeoutMilliseconds }: HandlerReport["options"],
): string {
  const options = { product, values, timeoutMilliseconds, seed, path, only: code };
  const title = JSON.stringify(`the ${requestType} handler keeps its promise: ${code}`);
  const comment = [message.replaceAll(/\s+/gu, " "), ...diagram.split("\n")]
    .map((line) => `// ${line}`.trimEnd())
    .join("\n");
  return `${comment}
test(${title}, async () => {
  const report = await verifyHandlers(vendor, ${indented(JSON.stringify(options, null, 2), "  ")});
  assert.equal(report.isSound, true, report.text);
});
`;
}

/**
 * Writes a test file that lives the report's smallest histories again, one test for each broken promise. The tests
 * fail until the handlers keep what they promise. A file that is there is replaced.
 *
 * @throws RangeError when the report has nothing to replay
 */
export async function writeTest(
  report: HandlerReport,
  file: string | URL,
  { module = "./vendor.ts", name = "vendor", runner = "node:test" }: WriteTestOptions = {},
): Promise<void> {
  if (report.isSound) throw new RangeError("The report tells of no broken promise to replay.");
  const imported = name === "vendor" ? name : `${name} as vendor`;
  const head = `import assert from "node:assert/strict";
${runner === "vitest" ? 'import { test } from "vitest";' : 'import { test } from "node:test";'}

import { verifyHandlers } from "@tenure/testing/connect";

import { ${imported} } from ${JSON.stringify(module)};
`;
  const tests = report.broken.map((one) => testOf(one, report.options));
  await writeFile(file, [head, ...tests].join("\n"));
}
