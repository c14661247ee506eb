/** Cuts a stream of bytes into messages: a type byte, then a length that counts itself. */
export class Messages {
  #rest: Buffer = Buffer.alloc(0);

  /** @param typed false while the client still sends messages without a type */
  take(chunk: Buffer, typed: () => boolean, each: (message: Buffer) => void): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const head = typed() ? 1 : 0;
      if (this.#rest.length < head + 4) return;
      const length = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < length) return;
      const message = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      each(message);
    }
  }
}

export function typeOf(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0);
}

/** Whether the server asks for a password in clear text. */
export function asksPassword(message: Buffer): boolean {
  return typeOf(message) === "R" && message.readInt32BE(5) === 3;
}

export function passwordMessage(password: string): Buffer {
  const text = Buffer.from(`${password}\0`);
  const head = Buffer.alloc(5);
  head.write("p");
  head.writeInt32BE(text.length + 4, 1);
  return Buffer.concat([head, text]);
}

/** Whether the server says that all is answered and no transaction is open. */
export function isIdle(message: Buffer): boolean {
  return typeOf(message) === "Z" && message.toString("latin1", 5, 6) === "I";
}

/** Whether the server answers the message with a ReadyForQuery. */
export function isAnswered(message: Buffer): boolean {
  return ["Q", "S", "F"].includes(typeOf(message));
}

/** What a client begins with: a wish for encryption, one to cancel, or its startup. */
export function beginning(message: Buffer): "encryption" | "cancel" | "startup" {
  const request = message.readInt32BE(4);
  if (request === 80_877_103) return "encryption";
  return request === 80_877_102 ? "cancel" : "startup";
}
