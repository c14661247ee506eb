import { Command } from "commander";

import { loadConfiguration, usualFile } from "../configuration/load-configuration.ts";
import { startService } from "../serve/start-service.ts";
import { terminationSignal } from "../termination-signal.ts";
import { exitCodeHelp } from "./exit-codes.ts";

const EXAMPLES = `
A configuration, tenure.config.ts:
  import { approve, connect, hold } from "@tenure/connect";
  import { sqliteStore } from "@tenure/sqlite";
  import { defineConfiguration, variable } from "tenure/configuration";

  export default defineConfiguration({
    store: sqliteStore({ file: "tenure.db" }),
    adapters: [
      connect({
        baseUrl: variable("CONNECT_URL"),
        apiKey: variable("CONNECT_KEY"),
        products: ["PRD-100-000-001"],
        handlers: { purchase: async () => approve(), otherwise: hold },
      }),
    ],
    http: {
      tokens: [{ name: "console", variable: "TENURE_CONSOLE_TOKEN", role: "operate", tenant: "*" }],
    },
  });

Examples:
  tenure serve
  tenure serve --config ./production.config.ts

It answers under /api/v1 (described in /api/reference), /healthz, /readyz and /metrics, takes the platforms'
calls under /intake, and shows the console under /. Without tokens it only listens on loopback. SIGTERM ends
it once the work under way is done.
${exitCodeHelp}`;

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** `tenure serve`: the engine as a service. */
export function serveCommand(): Command {
  return new Command("serve")
    .description("Run the engine as a service, with its HTTP API and the console.")
    .option("--config <file>", "the configuration", usualFile)
    .addHelpText("after", EXAMPLES)
    .action(async ({ config }: { config: string }) => {
      const ended = terminationSignal();
      const configuration = await loadConfiguration(config);
      const service = await startService({ configuration });
      process.stdout.write(`Tenure at ${service.url}\n`);
      await untilAborted(ended);
      await service.stop();
    });
}
