/** One server-sent event. */
export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

function eventIn(block: string): ServerEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 2));
  }
  const [id, event, data] = [fields.get("id"), fields.get("event"), fields.get("data")];
  return id === undefined || event === undefined || data === undefined
    ? undefined
    : { id, event, data };
}

/** Reads events off a stream, as a browser does: whole ones only. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  readonly #events: ServerEvent[] = [];
  #text = "";
  /** What came that is no event: heartbeats. */
  comments = 0;

  constructor(body: ReadableStream<Uint8Array> | null) {
    if (body === null) throw new TypeError("There is no stream.");
    this.#reader = body.getReader();
  }

  /** The next event; undefined when the stream has ended, or broke off. */
  async next(): Promise<ServerEvent | undefined> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) return event;
      const { done, value } = await this.#reader
        .read()
        .catch(() => ({ done: true, value: undefined }));
      if (done || value === undefined) return undefined;
      this.#take(this.#decoder.decode(value, { stream: true }));
    }
  }

  async hangUp(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined);
  }

  #take(text: string): void {
    const blocks = (this.#text + text).split("\n\n");
    this.#text = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = eventIn(block);
      if (event === undefined) this.comments += 1;
      else this.#events.push(event);
    }
  }
}
