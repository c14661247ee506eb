import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import type { Clock } from "@tenure/engine";
import { lifecycleStateSchema } from "@tenure/machine";
import type { ConnectSimulator, LoadedDocument, LoadReport } from "@tenure/simulator";

import type { DemoFolder } from "./demo-folder.ts";
import type { BuyersAsset, BuyersRequest, DistributorApi } from "./distributor-api.ts";
import { expectedAfter, keepExpectations, type Expectation } from "./expectations.ts";
import { epochOf } from "./moment.ts";
import type { Print } from "./progress.ts";

/** A request scheduled further ahead than this, in milliseconds, stays scheduled in a demo. */
const horizon = 10_000;

/** Reads a JSON file, or all JSON files of a folder by name. A file that is no JSON is named and left out. */
export function readRequestFiles(path: string, print: Print): readonly LoadedDocument[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith(".json"))
        .toSorted()
        .map((name) => join(path, name))
    : [path];
  return files.flatMap((file) => {
    try {
      return [{ source: basename(file), body: JSON.parse(readFileSync(file, "utf8")) as unknown }];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      print(`left out ${basename(file)}: ${reason}`);
      return [];
    }
  });
}

function printReport(report: LoadReport, print: Print): void {
  for (const { source, requestId, type, status, notes } of report.loaded) {
    const remarks = notes.length === 0 ? "" : ` (${notes.join(" ")})`;
    print(`loaded ${source}: ${type} ${requestId} ${status}${remarks}`);
  }
  // The entries of a list are mostly left out for the same reason: one line for all of them.
  const files = Map.groupBy(
    report.skipped,
    ({ source, reason }) => `${source.replace(/\[\d+\]$/u, "")}: ${reason}`,
  );
  for (const [line, entries] of files) {
    print(`left out ${line}${entries.length === 1 ? "" : ` (${entries.length} entries)`}`);
  }
  print("");
}

/** What a subscription's requests were when they were loaded, in few words. */
function titleOf(requests: readonly { readonly type: string; readonly status: string }[]): string {
  const counted = Map.groupBy(requests, ({ type, status }) => `${type} ${status}`);
  return [...counted]
    .map(([title, same]) => (same.length === 1 ? title : `${same.length} × ${title}`))
    .join(", ");
}

function expectationOf(
  { id, status }: BuyersAsset,
  report: LoadReport,
  requests: readonly BuyersRequest[],
  until: number,
): Expectation {
  const loaded = report.loaded.filter(({ subscriptionId }) => subscriptionId === id);
  const plannedDates = new Map(requests.map((request) => [request.id, request.planned_date]));
  const foretold = loaded.map(({ requestId, type, status: requestStatus }) => ({
    type,
    status: requestStatus,
    plannedAt: epochOf(plannedDates.get(requestId)),
  }));
  return {
    title: titleOf(loaded),
    subscription: id,
    expected: expectedAfter(lifecycleStateSchema.parse(status), foretold, until),
  };
}

/**
 * Puts the requests on the platform, tells what became of each file, and keeps how each subscription
 * has to end. Gives the ids of the products they are about.
 */
export async function furnishRequests(options: {
  readonly simulator: ConnectSimulator;
  readonly distributor: DistributorApi;
  readonly clock: Clock;
  readonly documents: readonly LoadedDocument[];
  readonly folder: DemoFolder;
  readonly print: Print;
}): Promise<readonly string[]> {
  const { simulator, distributor, clock, documents, folder, print } = options;
  const report = simulator.load(documents);
  printReport(report, print);
  const assets = await distributor.assets();
  const requests = await distributor.requests();
  const until = clock.now() + horizon;
  keepExpectations(folder.expectations, () =>
    assets.map((asset) => expectationOf(asset, report, requests, until)),
  );
  return distributor.productIds();
}
