import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { createConnectSimulator, type ConnectSimulator } from "@tenure/simulator";

/** One call that reaches the platform or the vendor's service. */
export interface WorldCall {
  readonly to: "platform" | "vendor";
  readonly method: string;
  readonly path: string;
}

/** Told before a call is carried out and after; answering `drop` breaks the connection there. */
type Witness = (call: WorldCall, phase: "before" | "after") => "drop" | undefined;

/** One operation the vendor's service was asked for. */
interface VendorCall {
  readonly idempotencyKey: string;
  readonly requestId: string;
  readonly outcome: "done" | "repeated" | "failed";
}

/** All that is outside of the workers, and outlives them. */
export interface World {
  readonly simulator: ConnectSimulator;
  readonly platformUrl: string;
  readonly vendorUrl: string;
  readonly vendorCalls: readonly VendorCall[];
  /** Who watches the calls that come in from now on. */
  witness: Witness | undefined;
  close(): Promise<void>;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString();
}

async function listening(
  serve: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>,
): Promise<{ server: Server; url: string }> {
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}` };
}

/** The vendor's own service: does an operation once per idempotency key, and fails the first try of some. */
function vendorService(calls: VendorCall[]): (body: string) => { status: number; text: string } {
  return (body) => {
    const { idempotencyKey, requestId, failures } = JSON.parse(body) as {
      idempotencyKey: string;
      requestId: string;
      failures: number;
    };
    const earlier = calls.filter((call) => call.idempotencyKey === idempotencyKey);
    const failed = earlier.filter(({ outcome }) => outcome === "failed").length;
    if (failed < failures) {
      calls.push({ idempotencyKey, requestId, outcome: "failed" });
      return { status: 503, text: "out of order" };
    }
    const isDone = earlier.some(({ outcome }) => outcome === "done");
    calls.push({ idempotencyKey, requestId, outcome: isDone ? "repeated" : "done" });
    return { status: 200, text: JSON.stringify({ id: `V-${requestId}` }) };
  };
}

/** Puts up a platform and a vendor's service on loopback. */
export async function openWorld(seed: number): Promise<World> {
  const simulator = createConnectSimulator({ seed });
  const vendorCalls: VendorCall[] = [];
  const operate = vendorService(vendorCalls);

  const platform = await listening(async (incoming, outgoing) => {
    const { method = "GET", url: path = "/" } = incoming;
    const call: WorldCall = { to: "platform", method, path };
    const body = await bodyOf(incoming);
    if (world.witness?.(call, "before") === "drop") {
      outgoing.destroy();
      return;
    }
    const answer = await simulator.fetch(
      new Request(`http://platform.invalid${path}`, {
        method,
        headers: Object.entries(incoming.headers).filter(
          (header): header is [string, string] => typeof header[1] === "string",
        ),
        ...(body === "" ? {} : { body }),
      }),
    );
    const text = await answer.text();
    if (world.witness?.(call, "after") === "drop") {
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(text);
  });

  const vendor = await listening(async (incoming, outgoing) => {
    const call: WorldCall = { to: "vendor", method: "POST", path: incoming.url ?? "/" };
    const body = await bodyOf(incoming);
    if (world.witness?.(call, "before") === "drop") {
      outgoing.destroy();
      return;
    }
    const { status, text } = operate(body);
    if (world.witness?.(call, "after") === "drop") outgoing.destroy();
    else outgoing.writeHead(status).end(text);
  });

  const world: World = {
    simulator,
    platformUrl: `${platform.url}/public/v1`,
    vendorUrl: vendor.url,
    vendorCalls,
    witness: undefined,
    async close() {
      for (const { server } of [platform, vendor]) {
        server.closeAllConnections();
        await new Promise((resolve) => {
          server.close(resolve);
        });
      }
    },
  };
  return world;
}
