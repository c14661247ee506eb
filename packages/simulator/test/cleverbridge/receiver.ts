import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { stage, TWO_ITEMS, type Stage, type StageOptions } from "./stage.ts";

/** What a receiver of notifications was sent. */
export interface Told {
  readonly type: string;
  readonly body: Record<string, unknown>;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly method: string | undefined;
}

/** A receiver of notifications on loopback that answers what the test tells it to. */
export class Receiver {
  readonly told: Told[] = [];
  /** The status of each answer; undefined for none at all. */
  answer: (told: Told) => number | undefined = () => 200;
  url = "";
  readonly #server = createServer((incoming, outgoing) => {
    void this.#serve(incoming, outgoing);
  });

  async open(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    const address = this.#server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    this.url = `http://127.0.0.1:${port}/told`;
    return this;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  types(): readonly string[] {
    return this.told.map(({ type }) => type.replace(/Notification$/u, ""));
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Told["body"];
    const { authorization, "content-type": contentType } = incoming.headers;
    const { type } = body["meta"] as { type: string };
    const told = { type, body, authorization, contentType, method: incoming.method };
    this.told.push(told);
    const status = this.answer(told);
    if (status === undefined) outgoing.destroy();
    else outgoing.writeHead(status).end();
  }
}

/** A simulator that tells a receiver, and a subscription it has told of. */
export async function toldStage(
  receiver: Receiver,
  options: StageOptions = {},
): Promise<Stage & { readonly id: string }> {
  const world = stage({ notifications: { url: receiver.url }, ...options });
  const id = world.simulator.buy({ ...TWO_ITEMS, gracePeriodDays: 5, customerReferenceId: "c1" });
  await world.simulator.time.advance(0);
  return { ...world, id };
}
