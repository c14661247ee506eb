/** Reads server-sent events that are data and nothing else off a stream, as a browser does: whole ones only. */
export function messagesOf<Message>(body: ReadableStream<Uint8Array> | null) {
  if (body === null) throw new TypeError("There is no stream.");
  const reader = body.getReader();
  const decoder = new TextDecoder();
  /** Whole ones that nobody has asked for yet, and what has come of the next one. */
  const blocks: string[] = [];
  let begun: string[] = [];

  /** The next block of lines; undefined when the stream has ended, or broke off. */
  async function nextBlock(): Promise<string | undefined> {
    while (blocks.length === 0) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done || value === undefined) return undefined;
      const text = decoder.decode(value, { stream: true });
      // A message may be long: it is put together once, at its end.
      const last = begun.at(-1) ?? "";
      if (!text.includes("\n\n") && !(last.endsWith("\n") && text.startsWith("\n"))) {
        begun.push(text);
        continue;
      }
      blocks.push(...begun.concat(text).join("").split("\n\n"));
      begun = [blocks.pop() ?? ""];
    }
    return blocks.shift();
  }

  return {
    /** The next message; undefined when the stream has ended. */
    async next(): Promise<Message | undefined> {
      for (;;) {
        const block = await nextBlock();
        if (block === undefined) return undefined;
        const data = /^data: (?<data>.*)$/mu.exec(block)?.groups?.["data"];
        if (data !== undefined) return JSON.parse(data) as Message;
      }
    },
    /** Waits until something came that is no message. */
    async comment(): Promise<void> {
      for (;;) {
        const block = await nextBlock();
        if (block === undefined) throw new Error("The stream has ended.");
        if (block.startsWith(":")) return;
      }
    },
    async hangUp(): Promise<void> {
      await reader.cancel().catch(() => undefined);
    },
  };
}
