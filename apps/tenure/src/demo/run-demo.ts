import type { ServedEngine } from "../serve/serve-engine.ts";
import { customerTitles, playCustomers } from "./cleverbridge/play-customers.ts";
import { settledCustomers } from "./cleverbridge/settled-customers.ts";
import { demoFolder, type DemoFolder } from "./demo-folder.ts";
import { startDemoService, type DemoService } from "./demo-service.ts";
import { readExpectations } from "./expectations.ts";
import { agrees, outcomeTable } from "./outcome-table.ts";
import { Progress, type Print } from "./progress.ts";
import { furnishRequests, readRequestFiles } from "./run-requests.ts";
import { furnishScenarios, playScenarios, scenarioTitles } from "./run-scenarios.ts";
import { settledOutcomes } from "./settled.ts";

export interface DemoOptions {
  /** End after the table; otherwise stay up until the signal aborts. */
  readonly once: boolean;
  /** Ids, order and delays repeat for a seed. */
  readonly seed: number;
  /** A file of fulfillment requests, or a folder of such files, in place of the scenarios. */
  readonly requests?: string;
  /** Where to keep the platform's, the engine's and the vendor's state; a temporary folder when left out. */
  readonly state?: string;
  /** How long the subscriptions have to come to rest, in milliseconds. */
  readonly patience: number;
  readonly print: Print;
  /** Ends the demo. */
  readonly signal: AbortSignal;
}

/** Runs the demo. Gives the exit code: 0 when engine and platform agree with what was expected everywhere. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const { print, seed, signal } = options;
  const documents =
    options.requests === undefined ? undefined : readRequestFiles(options.requests, print);
  const folder = demoFolder(options.state);
  const titles = [scenarioTitles(folder), customerTitles(folder)];
  const progress = new Progress(print, (key) => titles.map((of) => of(key)).find(Boolean));
  print(`Tenure demo, seed ${seed}, state in ${folder.path}`);
  let service: DemoService | undefined;
  try {
    service = await startDemoService({
      folder,
      seed,
      progress,
      withCleverbridge: documents === undefined,
      withConsole: !options.once,
      furnish: async (platform) =>
        documents === undefined
          ? furnishScenarios(platform.simulator)
          : furnishRequests({ ...platform, documents, folder, print }),
    });
    print(`Simulated CloudBlue Connect at ${service.url}`);
    if (service.cleverbridge !== undefined) {
      print(`Simulated cleverbridge at ${service.cleverbridge.url}`);
    }
    if (service.console !== undefined) print(consoleWords(service.console));
    print("");
    const code = await play(service, options, folder);
    if (options.once || signal.aborted) return code;
    const { url, console: served } = service;
    const places = served === undefined ? "" : `, the service at ${served.url}`;
    print(`\nThe service stays up; the platform is at ${url}${places}. Ctrl-C ends it.`);
    await aborted(signal);
    return code;
  } finally {
    await service?.stop();
    folder.release();
  }
}

const consoleWords = ({ url, hasConsole }: ServedEngine): string =>
  hasConsole
    ? `Console at ${url}`
    : `HTTP API at ${url}/api/reference; with the console, once it is built: npx -y pnpm@12 console`;

async function play(
  service: DemoService,
  { print, seed, signal, patience, requests }: DemoOptions,
  folder: DemoFolder,
): Promise<number> {
  const patienceEnds = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const startedAt = service.clock.now();
  const playing = { folder, seed, print, signal: patienceEnds };
  const [expectations, customers] =
    requests === undefined
      ? await Promise.all([playScenarios(service, playing), playCustomers(service, playing)])
      : [readExpectations(folder.expectations), []];
  const onLook = requests === undefined ? async () => {} : service.customer.act;
  if (expectations.length === 0) {
    print("There is no fulfillment request in there to process.");
    return 1;
  }
  const settled = await Promise.all([
    settledOutcomes(service, expectations, onLook, patienceEnds),
    settledCustomers(service, customers, patienceEnds),
  ]);
  const outcomes = settled.flat();
  const seconds = ((service.clock.now() - startedAt) / 1000).toFixed(1);
  print(`\n${outcomeTable(outcomes)}\n`);
  const disagreeing = outcomes.filter((outcome) => !agrees(outcome)).length;
  print(
    disagreeing === 0
      ? `All ${outcomes.length} subscriptions are where they were expected (${seconds} s).`
      : `${disagreeing} of ${outcomes.length} subscriptions are not where they were expected (${seconds} s).`,
  );
  return disagreeing === 0 ? 0 : 1;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
