import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

import { onTestFinished } from "vitest";

/** A call as it stood on the wire. */
export interface WireCall {
  readonly method: string;
  /** Below the API's base. */
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly query: string;
  readonly headers: IncomingMessage["headers"];
  /** JSON as it reads, a form by its fields, undefined when nothing was sent. */
  readonly body: unknown;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function formOf(bytes: Buffer, type: string): Promise<Record<string, unknown>> {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { "content-type": type },
  }).formData();
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form) {
    fields[name] =
      typeof value === "string" ? value : { file: value.name, text: await value.text() };
  }
  return fields;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const type = request.headers["content-type"] ?? "";
  const bytes = await bytesOf(request);
  if (bytes.length === 0) return undefined;
  return type.startsWith("multipart/form-data")
    ? formOf(bytes, type)
    : JSON.parse(bytes.toString());
}

/** A server that keeps what it is told, forms too, and answers with JSON. Gone when the test is. */
export async function wireRecorder(answer: (call: WireCall) => unknown): Promise<{
  readonly url: string;
  readonly calls: WireCall[];
}> {
  const calls: WireCall[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const [path = "", query = ""] = (request.url ?? "").split("?");
      const call = {
        method: request.method ?? "",
        path: path.replace(/^\/public\/v1/u, ""),
        query,
        headers: request.headers,
        body: await bodyOf(request),
      };
      calls.push(call);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer(call)));
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
