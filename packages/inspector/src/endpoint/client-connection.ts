import type { Clock } from "@tenure/engine";
import type { RawData, WebSocket } from "ws";

/** What a connection is asked to keep to. */
interface ConnectionLimits {
  readonly messagesPerSecond: number;
  readonly heartbeatMilliseconds: number;
}

/** Who is told what comes over a connection. */
interface ConnectionListener {
  /** A message as text; undefined when it was none. */
  readonly onText: (text: string | undefined) => void;
  readonly onClose: () => void;
}

const textOf = (data: RawData): string => {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString("utf8");
};

/**
 * One connection: reads no faster than it may, and ends when the other side is gone without a word. What
 * comes too fast waits at the sender, it is not lost.
 */
export class ClientConnection {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #limits: ConnectionLimits;
  readonly #listener: ConnectionListener;
  readonly #ended = new AbortController();
  #allowance: number;
  #countedAt: number;
  #isAlive = true;

  constructor(
    socket: WebSocket,
    clock: Clock,
    limits: ConnectionLimits,
    listener: ConnectionListener,
  ) {
    this.#socket = socket;
    this.#clock = clock;
    this.#limits = limits;
    this.#listener = listener;
    this.#allowance = limits.messagesPerSecond;
    this.#countedAt = clock.now();
    socket.on("message", (data, isBinary) => this.#take(data, isBinary));
    socket.on("pong", () => {
      this.#isAlive = true;
    });
    // What follows an error is a close.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#ended.abort();
      listener.onClose();
    });
    void this.#beat();
  }

  /** Ends it at once. */
  end(): void {
    this.#socket.terminate();
  }

  #take(data: RawData, isBinary: boolean): void {
    this.#isAlive = true;
    this.#listener.onText(isBinary ? undefined : textOf(data));
    const { messagesPerSecond } = this.#limits;
    const now = this.#clock.now();
    const earned = (Math.max(0, now - this.#countedAt) / 1000) * messagesPerSecond;
    this.#allowance = Math.min(messagesPerSecond, this.#allowance + earned) - 1;
    this.#countedAt = now;
    if (this.#allowance < 0 && !this.#socket.isPaused) void this.#rest();
  }

  /** Reads nothing until the allowance is back. */
  async #rest(): Promise<void> {
    this.#socket.pause();
    const wait = Math.ceil((-this.#allowance / this.#limits.messagesPerSecond) * 1000);
    await this.#clock.sleep(Math.max(1, wait), this.#ended.signal);
    this.#socket.resume();
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop -- one beat after the other
      await this.#clock.sleep(this.#limits.heartbeatMilliseconds, signal);
      if (signal.aborted) return;
      // Who is being read slowly may have answered already, further behind.
      if (!this.#isAlive && !this.#socket.isPaused) {
        this.#socket.terminate();
        return;
      }
      this.#isAlive = false;
      this.#socket.ping();
    }
  }
}
