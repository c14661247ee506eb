import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { onTestFinished } from "vitest";

/** A call as the server saw it. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  /** Decoded once, as a whole. */
  readonly query: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

/** How the server answers: with an answer, or by going wrong. */
export type Answer =
  | {
      readonly status?: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | "reset"
  | "hang"
  | "truncate";

export type Script = (call: SeenCall, index: number) => Answer | Promise<Answer>;

export interface Loopback {
  readonly url: string;
  readonly calls: SeenCall[];
  /** Calls by `METHOD /path`. */
  count(name: string): number;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? undefined : JSON.parse(text);
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === "hang") return;
  if (answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (answer === "truncate") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
    response.write('{"id":"PR-');
    setImmediate(() => response.socket?.destroy());
    return;
  }
  response.writeHead(answer.status ?? 200, {
    "content-type": answer.text === undefined ? "application/json" : "text/html",
    ...answer.headers,
  });
  response.end(answer.text ?? (answer.json === undefined ? "" : JSON.stringify(answer.json)));
}

/** A server on a free port, gone when the test is. */
export async function loopback(script: Script): Promise<Loopback> {
  const calls: SeenCall[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const [path = "", query = ""] = (request.url ?? "").split("?");
      const call = {
        method: request.method ?? "",
        path,
        query: decodeURIComponent(query),
        headers: request.headers,
        body: await bodyOf(request),
      };
      calls.push(call);
      reply(response, await script(call, calls.length - 1));
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    count: (name) => calls.filter((call) => `${call.method} ${call.path}` === name).length,
  };
}

/** An address at which nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${port}`;
}
