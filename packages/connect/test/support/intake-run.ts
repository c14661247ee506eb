import { onTestFinished } from "vitest";

import { connect, type ConnectOptions, hold } from "../../src/index.ts";
import { type MemoryIntake, memoryIntake, type MemoryIntakeOptions } from "./memory-intake.ts";
import { recordedLogger, type RecordedLogger } from "./recorded-logger.ts";

export interface IntakeRun {
  readonly intake: MemoryIntake;
  readonly logger: RecordedLogger;
  readonly ended: Promise<void>;
  /** Facts that were sent, as `id status`, in order. */
  facts(): readonly string[];
}

/** Runs the adapter's intake until the test ends, at a pace for tests. */
export function runIntakeOf(
  server: { readonly url: string },
  options: Partial<ConnectOptions> & { readonly memory?: Partial<MemoryIntakeOptions> } = {},
): IntakeRun {
  const { memory, ...rest } = options;
  const logger = recordedLogger();
  const intake = memoryIntake({ logger, ...memory });
  const adapter = connect({
    baseUrl: server.url,
    apiKey: "SU-123-456-789:0123456789abcdef",
    products: ["PRD-100-200-300"],
    handlers: { otherwise: hold },
    retries: 0,
    timeoutMilliseconds: 1000,
    pollEvery: 5,
    pollEveryIdle: 10,
    sweepEvery: 1_000_000,
    ...rest,
  });
  if (adapter.run === undefined) throw new Error("the adapter has no intake");
  const ended = adapter.run(intake);
  onTestFinished(async () => {
    intake.stop();
    await ended;
  });
  return {
    intake,
    logger,
    ended,
    facts: () =>
      intake.sent.flatMap(({ event }) =>
        "request" in event ? [`${event.request.id} ${event.type.slice("request.".length)}`] : [],
      ),
  };
}

/** Waits until something holds; fails the test when it does not soon. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const tries = 1000;
  for (let step = 0; step < tries; step += 1) {
    if (holds()) return;
    // oxlint-disable-next-line no-await-in-loop -- waiting is what this is for
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  throw new Error(`waited in vain: ${what}`);
}

/** Waits until the list of requests has been polled a few more times. */
export async function someMorePolls(server: { count(name: string): number }): Promise<void> {
  const enough = server.count("GET /requests") + 4;
  await until(() => server.count("GET /requests") >= enough, "more polls");
}
