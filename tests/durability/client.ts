// A process of its own: an engine on a shared store, and a client that sends to a few subscriptions and
// writes down what it asked and what it was told.
import { createEngine } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";

import { seededRandom } from "../../apps/tenure/src/demo/seeded-random.ts";
import { absent, operate } from "../linearizability/engine-client.ts";
import { operationRecorder } from "../linearizability/operation-recorder.ts";
import type {
  SubscriptionOperation,
  SubscriptionResponse,
} from "../linearizability/subscription-model.ts";
import { events } from "../linearizability/subscription-operations.ts";
import type { ClientSetting } from "./client-process.ts";

const setting = JSON.parse(process.env["CLIENT_SETTING"] ?? "{}") as ClientSetting;
const { store, log, name, seed, keys } = setting;

const pause = async (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const engine = createEngine({
  store: postgresStore(store),
  adapters: [absent],
  leaseMilliseconds: 900,
});
for (;;) {
  try {
    await engine.start();
    break;
  } catch {
    await pause(50);
  }
}

const over = new AbortController();
// Nobody is left who would end it: the test is gone.
process.stdin.once("end", () => process.exit(1)).resume();
process.once("SIGTERM", () => {
  over.abort();
  process.stdin.destroy();
});
process.stdout.write("started\n");

const random = seededRandom(seed);
const chosen = <Element>(list: readonly Element[]): Element => {
  const element = list[Math.floor(random() * list.length)];
  if (element === undefined) throw new Error("There is nothing to choose from.");
  return element;
};
const recorder = operationRecorder<SubscriptionOperation, SubscriptionResponse>(log, name);

for (let count = 0; !over.signal.aborted; count += 1) {
  const key = chosen(keys);
  const input: SubscriptionOperation =
    random() < 0.2
      ? { type: "get" }
      : { type: "send", event: chosen(events), idempotencyKey: `${name}-${process.pid}-${count}` };
  for (let tries = 0; tries < 40; tries += 1) {
    try {
      await recorder.record({ key, input }, async () => operate(engine, key, input));
      break;
    } catch {
      // The database is away: what was sent may have been taken. It is sent again under its key.
      await pause(50);
    }
  }
  await pause(random() * 20);
}
await engine.stop({ deadlineMilliseconds: 2000 });
