import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

import type { InspectorEndpoint } from "@tenure/inspector";

import { inspectPath } from "../http/inspector-route.ts";

/** The whole service, as it answers a request that brought its socket along. */
type Answer = (
  request: Request,
  bindings: { readonly connect: () => boolean },
) => Response | Promise<Response>;

/** Only a base to read a path against; nothing goes there. */
const anywhere = "http://localhost";

/** Whether a request asks to connect to the inspector. What would change protocols elsewhere is answered in this one. */
export function wantsInspector({ url = "", headers }: IncomingMessage): boolean {
  return (
    headers.upgrade?.toLowerCase() === "websocket" &&
    URL.parse(url, anywhere)?.pathname === inspectPath
  );
}

function asked({ url = "", headers }: IncomingMessage): Request {
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) given.set(name, String(value));
  }
  return new Request(new URL(url, URL.parse(`http://${headers.host ?? ""}`) ?? anywhere), {
    headers: given,
  });
}

async function turnAway(socket: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set("connection", "close");
  headers.set("content-length", String(body.length));
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const head = Buffer.from(`HTTP/1.1 ${response.status} Refused\r\n${lines}\r\n`);
  // Whoever does not hang up would otherwise hold the connection, and the end of the service.
  socket.end(Buffer.concat([head, body]), () => socket.destroy());
}

/** Asks the service, by all its rules, about each who wants to connect to the inspector. */
export function takeInspectors(server: Server, answer: Answer, inspector: InspectorEndpoint): void {
  async function take(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    let isConnected = false;
    const response = await answer(asked(request), {
      connect() {
        isConnected = inspector.accept(request, socket, head);
        return isConnected;
      },
    });
    if (!isConnected) await turnAway(socket, response);
  }

  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    take(request, socket, head).catch(() => socket.destroy());
  });
}
