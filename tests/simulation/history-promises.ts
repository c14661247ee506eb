import { isDeepStrictEqual } from "node:util";

import { verifyHistory, type HistoryEntry, type SubscriptionRecord } from "@tenure/engine";
import { decide, initial } from "@tenure/machine";

const ends = new Set([
  "request.approved",
  "request.failed",
  "request.revoked",
  "request.discarded",
]);
const finalAnswers = new Set(["answer.approve", "answer.reject"]);

function replayBreach(
  { key, snapshot }: SubscriptionRecord,
  history: readonly HistoryEntry[],
): string | undefined {
  let replayed = initial({ key });
  for (const { version, event, verdict, effects } of history) {
    const decision = decide(replayed, event);
    if (!isDeepStrictEqual(decision.verdict, verdict))
      return `${key}/${version} replays to another verdict`;
    if (!isDeepStrictEqual(decision.effects, effects))
      return `${key}/${version} replays to other effects`;
    replayed = decision.snapshot;
  }
  if (
    isDeepStrictEqual(JSON.parse(JSON.stringify(replayed)), JSON.parse(JSON.stringify(snapshot)))
  ) {
    return undefined;
  }
  return `the history of ${key} does not lead to its record`;
}

/** The requests that more than one entry of these kinds moved. */
function twice(
  history: readonly HistoryEntry[],
  requestOf: (entry: HistoryEntry) => string | undefined,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const entry of history) {
    const id = entry.verdict.type === "moved" ? requestOf(entry) : undefined;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1).map(([id]) => id);
}

/** What is wrong with a subscription's history. */
export function historyBreaches(
  record: SubscriptionRecord,
  history: readonly HistoryEntry[],
): readonly string[] {
  const { key, version, hash } = record;
  const broken = verifyHistory(history);
  const replayed = replayBreach(record, history);
  const endedTwice = twice(history, ({ event }) =>
    ends.has(event.type) && "request" in event ? event.request.id : undefined,
  );
  const answeredTwice = twice(history, ({ event }) =>
    finalAnswers.has(event.type) && "requestId" in event ? event.requestId : undefined,
  );
  return [
    ...(broken === undefined ? [] : [`the history of ${key} is broken: ${JSON.stringify(broken)}`]),
    ...(history.length === version && history.at(-1)?.hash === hash
      ? []
      : [`${key} is at version ${version}, its history at ${history.length}`]),
    ...(replayed === undefined ? [] : [replayed]),
    ...endedTwice.map((id) => `the end of ${id} is recorded more than once`),
    ...answeredTwice.map((id) => `the answer to ${id} is recorded more than once`),
  ];
}
