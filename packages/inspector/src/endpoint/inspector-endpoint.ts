import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

import { type Clock, type Logger, silentLogger, systemClock } from "@tenure/engine";
import { WebSocketServer, type WebSocket } from "ws";

import { admit, pathOf } from "./admission.ts";
import { ClientConnection } from "./client-connection.ts";
import { ClientRegister } from "./client-register.ts";
import { checkExposure, type InspectorEndpointOptions, numbersOf } from "./endpoint-options.ts";
import type { InspectedClient, InspectorUpdate } from "./inspected-client.ts";
import { type InspectorUpdates, UpdateReader } from "./update-reader.ts";

/** Where inspectors of XState 5 machines connect, and what they told. */
export interface InspectorEndpoint extends AsyncDisposable {
  /**
   * Takes the server's upgrade requests on the endpoint's path; those on other paths are left to others, and
   * turned away when there is no other. Returns how to end that.
   */
  attach(server: Server): () => void;
  /** Takes one upgrade request, if it is on the endpoint's path; says whether it did. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /**
   * Connects somebody whom the caller admitted, on whatever path: who may is not asked again. False, with
   * the socket left alone, when no more may be connected or the endpoint is closed.
   */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Who is connected, and who was last, in the order they came. */
  clients(): readonly InspectedClient[];
  /** The whole state, then news as they come, until the signal aborts or the endpoint is closed. */
  updates(options?: { readonly signal?: AbortSignal }): InspectorUpdates;
  /** Ends all connections and all readers. */
  close(): Promise<void>;
}

/** What waits for all readers together stays within some tens of megabytes. */
const maximumWaitingSize = 16_000_000;

const phrases: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  503: "Service Unavailable",
};

function turnAway(socket: Duplex, status: number, reason: string): void {
  socket.on("error", () => undefined);
  socket.end(
    `HTTP/1.1 ${status} ${phrases[status] ?? "Refused"}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`,
    // Whoever does not hang up would otherwise hold the connection, and the end of the server.
    () => socket.destroy(),
  );
}

class WebSocketEndpoint implements InspectorEndpoint {
  readonly #options: InspectorEndpointOptions;
  readonly #numbers: ReturnType<typeof numbersOf>;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #sockets: WebSocketServer;
  readonly #register: ClientRegister;
  readonly #connections = new Set<ClientConnection>();
  readonly #readers = new Set<UpdateReader>();
  readonly #attached = new Set<() => void>();
  #isClosed = false;

  constructor(options: InspectorEndpointOptions) {
    checkExposure(options);
    this.#options = options;
    this.#numbers = numbersOf(options);
    this.#path = options.path ?? "/inspect";
    this.#clock = options.clock ?? systemClock();
    this.#logger = options.logger ?? silentLogger;
    this.#register = new ClientRegister({
      maximumEnded: this.#numbers.maximumEnded,
      session: { maximumCharacters: 8_000_000, ...options.session },
      tell: (update, size) => this.#tell(update, size),
    });
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: this.#numbers.maximumMessageBytes,
    });
  }

  attach(server: Server): () => void {
    const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      const isTaken = this.handleUpgrade(request, socket, head);
      if (!isTaken && server.listenerCount("upgrade") === 1) turnAway(socket, 404, "Not here.");
    };
    const detach = (): void => {
      server.off("upgrade", onUpgrade);
      this.#attached.delete(detach);
    };
    server.on("upgrade", onUpgrade);
    this.#attached.add(detach);
    return detach;
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    if (pathOf(request.url) !== this.#path) return false;
    const { host, origin, authorization } = request.headers;
    const { remoteAddress } = request.socket;
    const admission = admit(
      { url: request.url, remoteAddress, host, origin, authorization },
      this.#options,
    );
    if (admission.type === "refused") {
      this.#refuse(socket, admission.status, admission.reason);
    } else if (!this.accept(request, socket, head)) {
      this.#refuse(socket, 503, "Too many inspectors are connected. Close one.");
    }
    return true;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const isFull = this.#connections.size >= this.#numbers.maximumClients;
    if (this.#isClosed || isFull) return false;
    this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#open(opened));
    return true;
  }

  clients(): readonly InspectedClient[] {
    return this.#register.clients();
  }

  updates({ signal }: { readonly signal?: AbortSignal } = {}): InspectorUpdates {
    const stop = (): void => reader.stop();
    const reader = new UpdateReader(
      () => ({ type: "state", clients: this.clients() }),
      { maximumUpdates: this.#numbers.maximumWaitingUpdates, maximumSize: maximumWaitingSize },
      () => {
        this.#readers.delete(reader);
        signal?.removeEventListener("abort", stop);
      },
    );
    this.#readers.add(reader);
    signal?.addEventListener("abort", stop, { once: true });
    if (this.#isClosed || signal?.aborted === true) reader.stop();
    return reader;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const detach of this.#attached) detach();
    for (const connection of this.#connections) connection.end();
    for (const reader of this.#readers) reader.stop();
    this.#sockets.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #refuse(socket: Duplex, status: 401 | 403 | 503, reason: string): void {
    this.#logger.warn({ status }, "inspector turned away");
    turnAway(socket, status, reason);
  }

  #open(socket: WebSocket): void {
    const { messagesPerSecond, heartbeatMilliseconds } = this.#numbers;
    const id = this.#register.open(this.#clock.now());
    const connection = new ClientConnection(
      socket,
      this.#clock,
      { messagesPerSecond, heartbeatMilliseconds },
      {
        onText: (text) => this.#register.take(id, text),
        onClose: () => {
          this.#connections.delete(connection);
          this.#logger.info({ id }, "inspector left");
          this.#register.leave(id, this.#clock.now());
        },
      },
    );
    this.#connections.add(connection);
    this.#logger.info({ id }, "inspector connected");
  }

  #tell(update: InspectorUpdate, size: number): void {
    for (const reader of this.#readers) reader.give(update, size + 200);
  }
}

/**
 * Makes an endpoint that the unmodified `createWebSocketInspector` of `@statelyai/inspect` connects to. It
 * listens nowhere by itself: attach it to a server. Only this machine may connect unless told otherwise, and
 * from pages only those of this machine; what comes is bounded in number, size and speed, and never goes
 * anywhere else.
 *
 * @throws TenureError `options_invalid`
 */
export function inspectorEndpoint(options: InspectorEndpointOptions = {}): InspectorEndpoint {
  return new WebSocketEndpoint(options);
}
