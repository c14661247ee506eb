import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** One call that asked the vendor to open an account. */
export interface VendorCall {
  readonly requestId: string;
  /** Undefined from who sends none. */
  readonly idempotencyKey: string | undefined;
  readonly accountId: string;
}

/** A vendor's own service: opens an account per call, or per idempotency key where it is given one. */
export interface VendorService {
  readonly url: string;
  readonly calls: readonly VendorCall[];
  /** Told of each call, by its number from 1, when its account is open and its answer still to come. */
  asked: ((number: number) => void) | undefined;
  close(): Promise<void>;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming) text += String(chunk);
  return text;
}

/** Starts it on loopback; each answer comes so many milliseconds after the account was opened. */
export async function startVendorService(latency: number): Promise<VendorService> {
  const calls: VendorCall[] = [];

  function accountFor(idempotencyKey: string | undefined): string {
    const before = calls.find((call) => call.idempotencyKey === idempotencyKey);
    const isKnown = idempotencyKey !== undefined && before !== undefined;
    return isKnown ? before.accountId : `V-${calls.length + 1}`;
  }

  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { requestId } = JSON.parse(await bodyOf(incoming)) as { readonly requestId: string };
      const header = incoming.headers["idempotency-key"];
      const idempotencyKey = typeof header === "string" ? header : undefined;
      const accountId = accountFor(idempotencyKey);
      calls.push({ requestId, idempotencyKey, accountId });
      service.asked?.(calls.length);
      await new Promise((resolve) => {
        setTimeout(resolve, latency);
      });
      outgoing
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ id: accountId }));
    })().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const service: VendorService = {
    url: `http://127.0.0.1:${port}`,
    calls,
    asked: undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return service;
}
