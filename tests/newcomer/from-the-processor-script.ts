import { join } from "node:path";

import { DEFAULT_PRODUCT_ID } from "@tenure/simulator";

import { purchaseBody } from "../purchase-body.ts";
import type { Embedded } from "./embed.ts";
import type { Newcomer } from "./newcomer.ts";

/** Follows the tutorial, and then has its program do what each of its modules is for. */
export async function fromTheProcessorScript(
  { open, read }: Newcomer,
  { project, distributor, platform }: Embedded,
): Promise<void> {
  const page = read("docs/tutorials/from-the-processor-script.md");
  const terminal = open("first");
  await terminal.run(page.commands());
  const modules = ["service", "purchase", "change", "cancel", "setup", "vendor"];
  for (const name of modules) page.write(`${name}.ts`, join(project, "processor"));
  const service = terminal.type(page.commands());
  await service.says(/^started$/mu);
  const bought = await distributor.run(page.commands());
  await service.says(page.expected());
  const [, key = ""] = await bought.says(/bought (AS-\S+)/u);
  await platform.untilStatus(`/assets/${key}`, "active");

  const { call, untilStatus } = platform;
  const items = [{ id: `${DEFAULT_PRODUCT_ID}-0001`, quantity: 5 }];
  const change = await call("POST", "/requests", { type: "change", asset: { id: key, items } });
  await untilStatus(`/requests/${change.id}`, "approved");
  await call("POST", "/requests", { type: "cancel", asset: { id: key } });
  await untilStatus(`/assets/${key}`, "terminated");
  const params = [{ id: "admin_email", value: "admin@example.invalid" }];
  const { id } = await call("POST", "/requests", purchaseBody({ params }));
  await untilStatus(`/requests/${id}`, "failed");
  await service.says(/^open admin@example\.com 1\n(ACCOUNT-\S+): 5\n\1 is closed$/mu);
  terminal.interrupt();
  await service.ended();
  page.end();
}
