// Needs git, npm and the registry for what the packages need of others.
import { expect, onTestFinished, test } from "vitest";

import { startServer } from "../packages/postgres/test/server.ts";
import { cancellationPage } from "./newcomer/cancellation-page.ts";
import { embed } from "./newcomer/embed.ts";
import { fromTheProcessorScript } from "./newcomer/from-the-processor-script.ts";
import { newcomer } from "./newcomer/newcomer.ts";
import { readme } from "./newcomer/readme.ts";
import { severalWorkers } from "./newcomer/several-workers.ts";

/** Package managers and whole processes on a machine that has much else to do. */
const timeout = 600_000;

async function database() {
  const server = await startServer();
  onTestFinished(() => server.stop());
  return server;
}

test(
  "who follows every tutorial and the README in an empty folder, word for word, gets what they promise",
  async () => {
    const reader = await newcomer();
    const embedded = await embed(reader);
    // These two have neither a platform nor an installation in common.
    const [server] = await Promise.all([
      database(),
      fromTheProcessorScript(reader, embedded),
      cancellationPage(reader, embedded),
    ]);
    await severalWorkers(reader, embedded, await server.createDatabase());
    await readme(reader, embedded, await server.createDatabase());
    expect(reader.unread()).toEqual([]);
  },
  timeout,
);
