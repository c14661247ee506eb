import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { onTestFinished } from "vitest";

/** A call as it stood on the wire. */
export interface WireCall {
  readonly method: string;
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly query: string;
  readonly headers: IncomingMessage["headers"];
  /** JSON as it reads; undefined when nothing was sent. */
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
  | {
      /**
       * The head of an answer and the beginning of its body, and then the end of the connection, nothing ever, or
       * more and more.
       */
      readonly fault: "truncate" | "stall" | "endless";
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection breaks before anything is answered. */
  | "reset"
  /** No answer ever. */
  | "hang";

export type Script = (call: WireCall, index: number) => Answer | Promise<Answer>;

export interface Loopback {
  readonly url: string;
  readonly calls: WireCall[];
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? undefined : JSON.parse(text);
}

function pour(response: ServerResponse): void {
  const piece = " ".repeat(16_384);
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", more);
  more();
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === "hang") return;
  if (answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status = 200, headers } = answer;
  if ("fault" in answer) {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.write('{"ResultMessage":"OK",');
    if (answer.fault === "endless") pour(response);
    if (answer.fault === "truncate") setImmediate(() => response.socket?.destroy());
    return;
  }
  response.writeHead(status, {
    "content-type": answer.text === undefined ? "application/json" : "text/html",
    ...headers,
  });
  response.end(answer.text ?? (answer.json === undefined ? "" : JSON.stringify(answer.json)));
}

/** A server on a free port, gone when the test is. */
export async function loopback(script: Script): Promise<Loopback> {
  const calls: WireCall[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const [path = "", query = ""] = (request.url ?? "").split("?");
      const { method = "", headers } = request;
      const call = { method, path, query, headers, body: await bodyOf(request) };
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
  return { url: `http://127.0.0.1:${port}`, calls };
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
