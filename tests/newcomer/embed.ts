import { join } from "node:path";

import { expect } from "vitest";

import { lendCompiled } from "../published/packed-packages.ts";
import { bringUpToDate, type Newcomer } from "./newcomer.ts";
import { commandsOf } from "./page-blocks.ts";
import { platformState } from "./platform-state.ts";
import type { Terminal } from "./terminal.ts";

/** What the tutorial of embedding leaves to those that go on from it. */
export interface Embedded {
  /** The folder of the reader's project. */
  readonly project: string;
  /** Terminals in the clone, with the distributor's key, and of the service. */
  readonly clone: Terminal;
  readonly distributor: Terminal;
  readonly platform: ReturnType<typeof platformState>;
}

/** Follows the tutorial, from an empty folder to a service that was killed and went on. */
export async function embed({ folder, meant, open, read }: Newcomer): Promise<Embedded> {
  const page = read("docs/tutorials/embed.md");
  const first = open();
  const [clone = "", ...simulate] = commandsOf(page.commands());
  await first.run(clone);
  bringUpToDate(join(folder, "tenure"));
  await first.type(simulate.join("\n")).says(page.expected());

  // Until a registry has the packages: what the clone would compile is lent to it, and then it packs and serves them.
  await lendCompiled(join(folder, "tenure"));
  const second = open("tenure");
  await second.type(page.commands()).says(page.expected());

  const third = open();
  await third.run(page.commands());
  const project = join(folder, "first");
  page.write("vendor.ts", project);
  page.write("service.ts", project);
  const service = third.type(page.commands());
  await service.says(/^waiting for requests$/mu);

  page.write("buy.ts", project);
  const fourth = open("first");
  const bought = await fourth.run(page.commands());
  await bought.says(page.expected());
  const [, key = "", request = ""] = await bought.says(/(AS-\S+) by request (PR-\S+)/u);
  await service.says(page.expected());
  const platform = platformState(meant("http://127.0.0.1:8088/public/v1"));
  await platform.untilStatus(`/requests/${request}`, "approved");

  const fifth = open("tenure");
  const looked = await fifth.run(page.commands({ "AS-…": key }));
  for (let looks = 0; looks < 2; looks += 1) await looked.says(page.expected());

  third.interrupt();
  expect((await service.ended()).at(-1)).toBe(0);
  const dying = third.type(page.commands());
  await dying.says(/^waiting for requests$/mu);
  const again = await fourth.run(page.commands());
  await dying.says(page.expected());
  expect(await dying.ended()).toEqual([137]);
  const [, next = ""] = await again.says(/by request (PR-\S+)/u);
  const restarted = third.type(page.commands());
  await restarted.says(page.expected());
  await platform.untilStatus(`/requests/${next}`, "approved");
  expect(restarted.output()).not.toMatch(/^opened/mu);
  third.interrupt();
  expect(await restarted.ended()).toEqual([0]);
  page.end();
  return { project, clone: fifth, distributor: fourth, platform };
}
