import {
  createEngine,
  entryHash,
  virtualClock,
  type Adapter,
  type Engine,
  type HistoryEntry,
  type HistoryExport,
  type Store,
} from "@tenure/engine";
import type { SubscriptionEventInput } from "@tenure/machine";
import { memoryStore } from "@tenure/testing/store";

export const key = "AS-1000-0000-0001";
const start = 1_767_258_000_000;

/** A vendor who wants to wait once, and then approves. */
function vendor(): Adapter {
  let asked = 0;
  return {
    name: "connect",
    async perform({ effect }) {
      if (effect.type === "fulfillRequest") {
        asked += 1;
        const { requestId } = effect;
        const answer: SubscriptionEventInput =
          asked === 1
            ? { type: "answer.postpone", requestId, delay: 60_000 }
            : { type: "answer.approve", requestId, parameters: { account: `account ${asked}` } };
        return { type: "done", events: [answer] };
      }
      if (effect.type !== "approveRequest") return { type: "done", events: [] };
      const request = { id: effect.requestId, type: "purchase" };
      return { type: "done", events: [{ type: "request.approved", request }] };
    },
  };
}

/** Has the real engine live a subscription: bought, postponed, approved, refused, adjusted. */
export async function liveWith<Result>(
  look: (engine: Engine) => Promise<Result>,
  store: Store = memoryStore(),
): Promise<Result> {
  const clock = virtualClock(start);
  const engine = createEngine({ store, adapters: [vendor()], clock, random: () => 0.5 });
  await engine.start();
  const request = {
    id: "PR-1000",
    type: "purchase",
    items: [{ id: "seats", quantity: "3", status: "active" as const }],
    parameters: { email: "ada@example.com" },
  };
  await engine.send(key, { type: "request.pending", request });
  await engine.idle();
  await clock.advance(60_000);
  await engine.idle();
  await engine.send(key, { type: "command.suspend" });
  await engine.send(key, { type: "command.adjust", parameters: { note: "from Ada" } });
  await engine.idle();
  const result = await look(engine);
  await engine.stop();
  return result;
}

/** What the engine exports, once through JSON text. */
export async function exported(redacted = false): Promise<HistoryExport> {
  const document = await liveWith((engine) => engine.export(key, { redacted }));
  return JSON.parse(JSON.stringify(document)) as HistoryExport;
}

/** The history as a release would have written it that decided one step otherwise. */
export function decidedOtherwise(
  document: HistoryExport,
  at: number,
  other: Partial<Pick<HistoryEntry, "verdict" | "effects" | "drift">>,
): HistoryExport {
  let previousHash = document.entries[0]?.previousHash ?? "";
  const entries = document.entries.map((entry, index) => {
    const { hash: _, ...content } = entry;
    const changed = { ...content, previousHash, ...(index === at && other) };
    previousHash = document.redacted ? entry.hash : entryHash(changed);
    return { ...changed, hash: previousHash };
  });
  return { ...document, entries, record: { ...document.record, hash: previousHash } };
}
