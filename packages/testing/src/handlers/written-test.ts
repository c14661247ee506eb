import { writeFile } from "node:fs/promises";

/** How the file is to look. */
export interface WriteTestOptions {
  /** The module that exports the vendor's factory, as the file imports it. Default `./vendor.ts`. */
  readonly module?: string | undefined;
  /** The factory's name there. Default `vendor`. */
  readonly name?: string | undefined;
  /** Default `node:test`. */
  readonly runner?: "node:test" | "vitest" | undefined;
}

/** A test that lives one history again. */
export interface WrittenTest {
  readonly title: string;
  readonly message: string;
  readonly diagram: string;
  /** What `verifyHandlers` is called with; plain JSON. */
  readonly options: object;
}

const indented = (text: string, by: string): string => text.replaceAll("\n", `\n${by}`);

function textOf({ title, message, diagram, options }: WrittenTest): string {
  const comment = [message.replaceAll(/\s+/gu, " "), ...diagram.split("\n")]
    .map((line) => `// ${line}`.trimEnd())
    .join("\n");
  return `${comment}
test(${JSON.stringify(title)}, async () => {
  const report = await verifyHandlers(vendor, ${indented(JSON.stringify(options, null, 2), "  ")});
  assert.equal(report.isSound, true, report.text);
});
`;
}

/**
 * Writes a file of tests. One that is there is replaced.
 *
 * @param entry the entry of this package whose `verifyHandlers` the tests call
 * @throws RangeError when there is no test to write
 */
export async function writeTestFile(
  tests: readonly WrittenTest[],
  file: string | URL,
  {
    entry,
    module = "./vendor.ts",
    name = "vendor",
    runner = "node:test",
  }: WriteTestOptions & { readonly entry: string },
): Promise<void> {
  if (tests.length === 0) throw new RangeError("The report tells of no broken promise to replay.");
  const imported = name === "vendor" ? name : `${name} as vendor`;
  const head = `import assert from "node:assert/strict";
${runner === "vitest" ? 'import { test } from "vitest";' : 'import { test } from "node:test";'}

import { verifyHandlers } from ${JSON.stringify(entry)};

import { ${imported} } from ${JSON.stringify(module)};
`;
  await writeFile(file, [head, ...tests.map(textOf)].join("\n"));
}
