import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { BODY_LIMIT_BYTES } from "./body.ts";

/** Where a listener is found and how it ends. */
export interface Listening {
  /** Where the API begins: with `/public/v1` of Connect; without a slash at the end. */
  readonly url: string;
  /** Stops listening and breaks what connections are left. */
  close(): Promise<void>;
}

/** Where a request comes from. */
export interface Sender {
  /** The address; empty when it came without a network. */
  readonly address: string;
  /** Whether that is the same machine. */
  readonly isLocal: boolean;
}

/** The sender of what is asked in the same process. */
export const IN_PROCESS: Sender = { address: "", isLocal: true };

/** What is served, below which path, and what is answered to a body that is too large to be read. */
export interface Served {
  readonly answer: (request: Request, sender: Sender) => Promise<Response>;
  readonly basePath: string;
  readonly tooLarge: () => Response;
}

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/u;

/** Serves an API over HTTP. Nothing a client does can end it. */
export async function listen(
  served: Served,
  { port = 0, hostname = "127.0.0.1" }: { readonly port?: number; readonly hostname?: string } = {},
): Promise<Listening> {
  const server = createServer((incoming, outgoing) => {
    void serve(served, incoming, outgoing);
  });
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  const boundPort = typeof address === "object" && address !== null ? address.port : port;
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  return {
    url: `http://${host}:${boundPort}${served.basePath}`,
    close: async () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  { answer, tooLarge }: Served,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const body = await readBody(incoming);
    if (body === undefined) {
      // The rest of the body is not wanted; the connection cannot be used again.
      outgoing.shouldKeepAlive = false;
      await send(tooLarge(), outgoing);
      return;
    }
    const address = incoming.socket.remoteAddress ?? "";
    const sender = { address, isLocal: LOOPBACK.test(address) };
    await send(await answer(toRequest(incoming, body), sender), outgoing);
  } catch {
    outgoing.destroy();
    incoming.destroy();
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > BODY_LIMIT_BYTES) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function toRequest(incoming: IncomingMessage, body: Buffer): Request {
  const method = incoming.method ?? "GET";
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const hasBody = method !== "GET" && method !== "HEAD" && body.length > 0;
  return new Request(new URL(incoming.url ?? "/", "http://simulator.invalid"), {
    method,
    headers,
    ...(hasBody ? { body: new Uint8Array(body) } : {}),
  });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  const content = Buffer.from(await response.arrayBuffer());
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  if (response.status !== 204) outgoing.setHeader("content-length", content.length);
  outgoing.end(content);
}
