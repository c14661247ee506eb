import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What a vendor's endpoint was sent. */
export interface Received {
  readonly authorization: string;
  readonly body: { id: string; status: string; asset: { params: { id: string; value: string }[] } };
}

/** A vendor's endpoint on loopback that answers what the test tells it to. */
export class Endpoint {
  readonly received: Received[] = [];
  answer: (received: Received) => { status: number; text: string } | undefined = ({ body }) => ({
    status: 200,
    text: JSON.stringify(body),
  });
  readonly #server = createServer((incoming, outgoing) => {
    void this.#serve(incoming, outgoing);
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/validate`;
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const received = {
      authorization: incoming.headers.authorization ?? "",
      body: JSON.parse(await readAll(incoming)) as Received["body"],
    };
    this.received.push(received);
    const answer = this.answer(received);
    if (answer !== undefined) outgoing.writeHead(answer.status).end(answer.text);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
