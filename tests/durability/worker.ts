// A process of its own: an engine on the store it is told, between a platform and a vendor's service.
import { approve, connect, hold, postpone, reject, type Handler } from "@tenure/connect";
import { createEngine, type Store } from "@tenure/engine";
import { postgresStore } from "@tenure/postgres";
import { DEFAULT_PRODUCT_ID, VENDOR_KEY } from "@tenure/simulator";
import { sqliteStore } from "@tenure/sqlite";

import type { WorkerSetting } from "./worker-process.ts";

const setting = JSON.parse(process.env["WORKER_SETTING"] ?? "{}") as WorkerSetting;

function storeOf({ store }: WorkerSetting): Store {
  return "file" in store ? sqliteStore(store) : postgresStore(store);
}

async function operate(
  requestId: string,
  idempotencyKey: string,
  failures: number,
): Promise<string> {
  const answer = await fetch(`${setting.vendorUrl}/operate`, {
    method: "POST",
    body: JSON.stringify({ requestId, idempotencyKey, failures }),
  });
  if (!answer.ok) throw new Error(`The vendor's service answered ${answer.status}.`);
  const { id } = (await answer.json()) as { id: string };
  return id;
}

const handle: Handler = async ({ request, idempotencyKey, occasion }) => {
  const temperament = request.asset.external_id ?? "";
  if (temperament.startsWith("postpones") && occasion === "opened")
    return postpone({ milliseconds: 60 });
  const id = await operate(request.id, idempotencyKey, temperament.startsWith("throws") ? 1 : 0);
  if (temperament.startsWith("rejects-change") && request.type === "change") {
    return reject("There are no more seats.");
  }
  const message = temperament.startsWith("speaks") ? `Done: ${request.type}.` : undefined;
  return request.type === "purchase"
    ? approve({ parameters: { subscription_id: id }, message })
    : approve({ message });
};

const engine = createEngine({
  store: storeOf(setting),
  leaseMilliseconds: setting.leaseMilliseconds,
  idleMilliseconds: 200,
  retry: { base: 20, cap: 400 },
  adapters: [
    connect({
      baseUrl: setting.platformUrl,
      apiKey: VENDOR_KEY,
      products: [DEFAULT_PRODUCT_ID],
      handlers: {
        purchase: handle,
        change: handle,
        suspend: handle,
        resume: handle,
        cancel: handle,
        otherwise: hold,
      },
      pollEvery: 20,
      pollEveryIdle: 40,
      sweepEvery: 150,
      retries: 0,
    }),
  ],
});

// Nobody is left who would end it: the test is gone.
process.stdin.once("end", () => process.exit(1)).resume();
process.once("SIGTERM", () => {
  process.stdin.destroy();
  void engine.stop({ deadlineMilliseconds: 2000 });
});

/** A store that is not there yet, or still held by a process that is being killed, is waited for. */
async function started(): Promise<void> {
  for (;;) {
    try {
      await engine.start();
      return;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!["store_unavailable", "store_busy", "store_locked"].includes(code)) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }
}

await started();
process.stdout.write("started\n");
