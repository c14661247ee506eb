import type { PlatformTruth } from "@tenure/engine";
import { lifecycleOf, type RequestFact, type Snapshot } from "@tenure/machine";

import { ConnectError } from "../client/connect-error.ts";
import type { TierConfigRequestCalls } from "../client/tier-config-requests.ts";
import { discardedFact } from "../request-discarded.ts";
import { parametersOf } from "../request-fact.ts";
import { rql } from "../rql.ts";
import type { TierConfig } from "../wire/tier-config.ts";
import { tierFactOf, tierStatusOf } from "./tier-fact.ts";

/** So often a configuration is read again that changes while it is read. */
const looks = 3;

/** What is asked about a tier configuration. */
export interface TierTruthQuestion {
  readonly key: string;
  readonly snapshot: Snapshot;
  readonly signal: AbortSignal;
}

const cannotTell = (key: string, problem: string, kind: "rubbish" | "conflict" = "rubbish") =>
  new ConnectError({
    kind,
    message: `Tier configuration ${key} cannot be compared with Connect: ${problem}`,
    mayHaveHappened: false,
  });

/** Undefined when the platform knows no such object. */
async function ifThere<Row>(reading: Promise<Row>): Promise<Row | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ConnectError && error.kind === "not_found") return undefined;
    throw error;
  }
}

const placeOf = ({ request }: RequestFact): string => `${request.updatedAt ?? ""} ${request.id}`;

async function requestsOf(
  calls: TierConfigRequestCalls,
  { key, signal }: TierTruthQuestion,
): Promise<readonly RequestFact[]> {
  const facts: RequestFact[] = [];
  for await (const page of calls.list({ query: [rql.eq("configuration.id", key)], signal })) {
    const [unreadable] = page.unreadable;
    if (unreadable !== undefined) throw cannotTell(key, `a request reads: ${unreadable.problem}`);
    for (const request of page.rows) {
      const fact = tierFactOf(request);
      if (fact === null) throw cannotTell(key, `${request.id} has the status "${request.status}"`);
      facts.push(fact);
    }
  }
  return facts.toSorted((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
}

/** The platform knows no such configuration. Only a draft is ever deleted. */
function truthOfMissing({ snapshot }: TierTruthQuestion): PlatformTruth {
  const { request } = snapshot.context;
  if (lifecycleOf(snapshot) !== "draft") return { facts: [] };
  return {
    adopted: { type: "subscription.adopted", status: "discarded" },
    facts: request === null ? [] : [discardedFact(request.id, request.type)],
  };
}

const markOf = (config: TierConfig | undefined): string =>
  JSON.stringify([config?.status, config?.open_request?.id, config?.events?.updated?.at]);

/**
 * Reads what Connect says of one tier configuration: its status, its parameters and its requests, all of it
 * as of one moment.
 *
 * @throws ConnectError when it cannot be read, keeps changing, or shows a status this release does not know
 */
export async function readTierTruth(
  calls: TierConfigRequestCalls,
  question: TierTruthQuestion,
): Promise<PlatformTruth> {
  const { key, signal } = question;
  const read = () => ifThere(calls.config(key, { signal }));
  // oxlint-disable no-await-in-loop -- one look after the other
  let before = await read();
  for (let look = 0; look < looks; look += 1) {
    if (before === undefined) return truthOfMissing(question);
    const facts = await requestsOf(calls, question);
    const after = await read();
    if (markOf(before) === markOf(after)) {
      const status = tierStatusOf(before);
      if (status === undefined) throw cannotTell(key, `its status is "${before.status ?? ""}"`);
      const parameters = parametersOf(before.params);
      return { adopted: { type: "subscription.adopted", status, parameters }, facts };
    }
    before = after;
  }
  // oxlint-enable no-await-in-loop
  throw cannotTell(key, `it changed while it was read, ${looks} times in a row`, "conflict");
}
