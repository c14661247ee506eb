import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DISTRIBUTOR_KEY, VENDOR_KEY } from "@tenure/simulator";
import { expect, onTestFinished, test } from "vitest";

import { startWorker } from "./durability/worker-process.ts";
import { openWorld, type World } from "./durability/world.ts";
import { purchaseBody } from "./purchase-body.ts";

const subscriptions = 8;
/** Where each process is killed: before its message has arrived, or after, with the answer on its way. */
const phases = ["after", "before", "after", "after", "before", "after"] as const;

const isMessage = /^\/public\/v1\/conversations\/[^/]+\/messages$/u;

async function call<Answer>(
  { simulator }: World,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const key = method === "POST" ? DISTRIBUTOR_KEY : VENDOR_KEY;
  const answer = await simulator.fetch(
    new Request(`http://platform.invalid/public/v1${path}`, {
      method,
      headers: { authorization: `ApiKey ${key}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

interface Shown {
  readonly id: string;
  readonly status: string;
}

test("a message a handler asks for is posted once, though its process is killed while it is posted", async () => {
  const world = await openWorld(1);
  const folder = mkdtempSync(join(tmpdir(), "tenure-messages-"));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true, force: true });
    await world.close();
  });
  const order = purchaseBody() as { readonly asset: object };
  for (let ordered = 0; ordered < subscriptions; ordered += 1) {
    const asset = { ...order.asset, external_id: "speaks", external_uid: crypto.randomUUID() };
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that the same ids come again
    await call(world, "POST", "/requests", { ...order, asset });
  }
  const start = () =>
    startWorker({
      store: { file: join(folder, "t.db") },
      platformUrl: world.platformUrl,
      vendorUrl: world.vendorUrl,
      leaseMilliseconds: 900,
    });

  let kills = 0;
  for (const phase of phases) {
    const worker = start();
    world.witness = ({ to, method, path }, when) => {
      const isIt = to === "platform" && method === "POST" && isMessage.test(path);
      if (!isIt || when !== phase) return undefined;
      world.witness = () => "drop";
      kills += 1;
      worker.signal("SIGKILL");
      return "drop";
    };
    // oxlint-disable-next-line no-await-in-loop -- one process after the other
    expect(await worker.ended, worker.complaints()).toBe("SIGKILL");
    world.witness = undefined;
  }
  expect(kills).toBe(phases.length);

  const last = start();
  const requests = async () => call<readonly Shown[]>(world, "GET", "/requests?limit=100");
  while ((await requests()).some(({ status }) => status !== "approved")) {
    // oxlint-disable-next-line no-await-in-loop -- until all is done
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  last.signal("SIGTERM");
  expect(await last.ended, last.complaints()).toBe(0);

  const shown = await requests();
  expect(shown).toHaveLength(subscriptions);
  for (const { id } of shown) {
    // oxlint-disable-next-line no-await-in-loop -- one conversation after the other
    const messages = await call<readonly { readonly text: string; readonly type: string }[]>(
      world,
      "GET",
      `/conversations/${id}/messages`,
    );
    const own = messages.filter(({ type }) => type === "message").map(({ text }) => text);
    expect(own, id).toEqual(["Done: purchase."]);
  }
}, 240_000);
