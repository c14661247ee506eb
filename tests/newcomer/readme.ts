import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "vitest";

import { purchaseBody } from "../purchase-body.ts";
import { tableOf } from "../run-tenure.ts";
import type { Embedded } from "./embed.ts";
import type { Newcomer } from "./newcomer.ts";
import { commandsOf } from "./page-blocks.ts";

const variables = `
export CONNECT_URL=http://127.0.0.1:8088/public/v1
export CONNECT_KEY=SU-100-000-001:1111111111111111111111111111111111111111`;

/** The adapter of the README's first program, as a file of its own. */
function adapterFile(program: string): string {
  const [imports = "", rest = ""] = program.split(/^const engine = /mu);
  const adapter = /connect\(\{\n[^]*?\n {4}\}\)/u.exec(rest)?.[0] ?? "";
  return `${imports}export const adapter = ${adapter};\n`;
}

/**
 * Follows the README: the demo of the clone, and its programs in the project of the tutorial, whose `vendor.ts` is the
 * sample it names. Its second command is these tests: they would never end if they ran themselves, so it is left out.
 */
export async function readme(
  { meant, open, read }: Newcomer,
  { project, platform }: Embedded,
  databaseUrl: string,
): Promise<void> {
  const page = read("README.md");
  const [demo = "", tests] = commandsOf(page.commands());
  expect(tests).toBe("npx -y pnpm@12 test");
  const clone = open("tenure");
  const demonstrated = clone.type(demo);

  const folder = join(project, "readme");
  mkdirSync(folder);
  const own = open("first/readme");
  await own.run(page.commands());
  const sample = readFileSync(join(project, "vendor.ts"), "utf8");
  writeFileSync(join(folder, "vendor.ts"), sample);
  page.write("service.ts", folder);
  const service = own.type(`${meant(variables)}\nnode service.ts`);
  const { id, asset } = await platform.call("POST", "/requests", purchaseBody());
  await platform.untilStatus(`/requests/${id}`, "approved");
  await platform.call("POST", "/requests", { type: "cancel", asset: { id: asset.id } });
  await platform.untilStatus(`/assets/${asset.id}`, "terminated");
  await service.says(/^opened (ACCOUNT-\d+) for admin@example\.com$[^]*^closed \1$/mu);
  own.interrupt();
  await service.ended();
  await own.close();

  page.look();
  page.look();
  page.write("worker.ts", folder);
  const program = readFileSync(join(folder, "service.ts"), "utf8");
  writeFileSync(join(folder, "adapter.ts"), adapterFile(program));
  const more = open("first/readme");
  const worker = more.type(`${meant(variables)}
export DATABASE_URL=${databaseUrl}
node worker.ts`);
  const next = await platform.call("POST", "/requests", purchaseBody());
  await platform.untilStatus(`/requests/${next.id}`, "approved");
  await worker.says(/^opened ACCOUNT-\d+ for admin@example\.com$/mu);
  await more.close();

  await demonstrated.says(/The service stays up/u);
  expect(tableOf(demonstrated.output())).toHaveLength(26);
  expect(tableOf(demonstrated.output()).every((line) => line.startsWith("✓"))).toBe(true);
  clone.interrupt();
  await demonstrated.ended();
  page.end();
}
