import { type VirtualClock, virtualClock } from "@tenure/engine";
import { onTestFinished } from "vitest";

import { createNudge, type Nudge } from "../../src/intake/nudge.ts";
import { type IntakeOptions, runIntake } from "../../src/intake/run-intake.ts";
import { clientOf } from "./client.ts";
import type { Answer } from "./loopback.ts";
import { type MemoryIntake, memoryIntake, type MemoryIntakeOptions } from "./memory-intake.ts";
import { productPayload } from "./payloads.ts";
import { recordedLogger, type RecordedLogger } from "./recorded-logger.ts";

export interface NudgedRun {
  readonly clock: VirtualClock;
  readonly nudge: Nudge;
  readonly intake: MemoryIntake;
  readonly logger: RecordedLogger;
  /** What the platform lists, by the order of change. */
  readonly rows: Record<string, unknown>[];
  /** What the list leaves out, and is shown by its id. */
  readonly hidden: Record<string, unknown>[];
  /** When the list was read, and for which page. */
  readonly polls: { readonly at: number; readonly query: string }[];
  /** Answers in place of the list. */
  trouble: ((query: string) => Answer | undefined) | undefined;
  /** Sends that were recorded, as `id status`. */
  facts(): readonly string[];
}

/** Every list is shown whole, or by its `offset`; conditions are for the poller's own tests. */
function page(rows: readonly unknown[], query: string): Response {
  const [, limit = "100", offset = "0"] = /limit=(\d+)&offset=(\d+)/u.exec(query) ?? [];
  const start = Number(offset);
  const shown = rows.slice(start, start + Number(limit));
  const range = `items ${start}-${start + shown.length - 1}/${rows.length}`;
  return Response.json(shown, { headers: { "content-range": range } });
}

function responseOf(answer: Exclude<Answer, string>): Response {
  return Response.json(answer.json ?? {}, {
    status: answer.status ?? 200,
    ...(answer.headers !== undefined && { headers: answer.headers }),
  });
}

/** An intake in virtual time, on a platform in this process. It begins at once. */
export function nudgedRun(
  options: Partial<IntakeOptions> & { readonly memory?: Partial<MemoryIntakeOptions> } = {},
): NudgedRun {
  const { memory, ...rest } = options;
  const clock = virtualClock(Date.UTC(2026, 5, 1));
  const nudge = createNudge();
  const logger = recordedLogger();
  const intake = memoryIntake({ logger, clock, ...memory });
  const start = clock.now();
  const run: NudgedRun = {
    clock,
    nudge,
    intake,
    logger,
    rows: [],
    hidden: [],
    polls: [],
    trouble: undefined,
    facts: () =>
      intake.sent.flatMap(({ event }) =>
        "request" in event ? [`${event.request.id} ${event.type.slice("request.".length)}`] : [],
      ),
  };
  const client = clientOf(
    { url: "http://platform.invalid" },
    {
      clock,
      fetch: async (input) => {
        const { pathname, search } = new URL(input instanceof Request ? input.url : input);
        if (pathname.includes("/products/")) return Response.json(productPayload());
        if (!pathname.endsWith("/requests")) {
          const id = pathname.split("/").at(-1);
          const found = [...run.rows, ...run.hidden].find((one) => one["id"] === id);
          return Response.json(found ?? { detail: "Not found." }, { status: found ? 200 : 404 });
        }
        const query = decodeURIComponent(search.slice(1));
        if (!query.includes("in(id,")) run.polls.push({ at: clock.now() - start, query });
        const trouble = run.trouble?.(query);
        if (trouble === undefined) return page(run.rows, query);
        if (typeof trouble === "string") throw new TypeError("fetch failed");
        return responseOf(trouble);
      },
    },
  );
  const ended = runIntake(intake, client, {
    products: ["PRD-100-200-300"],
    pollEvery: 5000,
    pollEveryIdle: 30_000,
    sweepEvery: 10_000_000,
    overlap: 60_000,
    capabilitiesKept: 10_000_000,
    nudge,
    ...rest,
  });
  onTestFinished(async () => {
    intake.stop();
    await clock.advance(0);
    await ended;
  });
  return run;
}
