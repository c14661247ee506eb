// A process of its own: the engine on an SQLite file, with the same vendor behind it.
import { approve, connect, hold } from "@tenure/connect";
import { createEngine } from "@tenure/engine";
import { DEFAULT_PRODUCT_ID, VENDOR_KEY } from "@tenure/simulator";
import { sqliteStore } from "@tenure/sqlite";

import { readSetting } from "./setting.ts";

const { platformUrl, vendorUrl, file } = readSetting();

const engine = createEngine({
  store: sqliteStore({ file }),
  adapters: [
    connect({
      baseUrl: platformUrl,
      apiKey: VENDOR_KEY,
      products: [DEFAULT_PRODUCT_ID],
      handlers: {
        purchase: async ({ request, parameter, idempotencyKey, signal }) => {
          const email = parameter("ordering", "admin_email");
          const answer = await fetch(`${vendorUrl}/accounts`, {
            method: "POST",
            headers: { "idempotency-key": idempotencyKey },
            body: JSON.stringify({ requestId: request.id, email }),
            signal,
          });
          if (!answer.ok) throw new Error(`The vendor's service answered ${answer.status}.`);
          const { id } = (await answer.json()) as { readonly id: string };
          return approve({ parameters: { subscription_id: id } });
        },
        otherwise: hold,
      },
    }),
  ],
});

// The test is gone when its end of the pipe is.
process.stdin.once("end", () => process.exit(1)).resume();
process.once("SIGTERM", () => {
  process.stdin.destroy();
  void engine.stop();
});
process.stdout.write("started\n");
await engine.start();
