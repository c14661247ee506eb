import { connect, createServer, type Socket } from "node:net";

import {
  asksPassword,
  beginning,
  isAnswered,
  isIdle,
  Messages,
  passwordMessage,
  typeOf,
} from "./pooler-messages.ts";

/**
 * A small pooler in transaction mode: many clients share few server connections. Each holds one from its
 * first message until all is answered and the server says that no transaction is open. What a client
 * prepares or sets for its connection is therefore lost, or somebody else's.
 */
export interface Pooler {
  readonly connectionString: string;
  /** How many clients came, and how many server connections were made for them. */
  counts(): { readonly clients: number; readonly servers: number };
  close(): Promise<void>;
}

interface Backend {
  readonly socket: Socket;
  client: Frontend | undefined;
}

interface Frontend {
  readonly socket: Socket;
  backend: Backend | undefined;
  unanswered: number;
  readonly waiting: Buffer[];
}

class TransactionPooler {
  readonly #url: URL;
  readonly #size: number;
  readonly #idle: Backend[] = [];
  readonly #queue: Frontend[] = [];
  /** What every server connection begins with, and what the server answers: that of the first client. */
  #startup: Buffer | undefined;
  readonly #greeting = Promise.withResolvers<readonly Buffer[]>();
  #servers = 0;
  readonly counts = { clients: 0, servers: 0 };
  readonly sockets = new Set<Socket>();

  constructor(url: URL, size: number) {
    this.#url = url;
    this.#size = size;
  }

  accept(socket: Socket): void {
    const client: Frontend = { socket, backend: undefined, unanswered: 0, waiting: [] };
    const messages = new Messages();
    let started = false;
    this.counts.clients += 1;
    this.#keep(socket, () => {
      if (this.#queue.includes(client)) this.#queue.splice(this.#queue.indexOf(client), 1);
      // A transaction that was left open is not to be gone on with by another.
      client.backend?.socket.destroy();
    });
    socket.on("data", (chunk) => {
      messages.take(
        Buffer.from(chunk),
        () => started,
        (message) => {
          if (started) this.#fromClient(client, message);
          else if (beginning(message) === "encryption") socket.write("N");
          else if (beginning(message) === "cancel") socket.destroy();
          else {
            started = true;
            void this.#greet(client, message);
          }
        },
      );
    });
  }

  async #greet(client: Frontend, startup: Buffer): Promise<void> {
    if (this.#startup === undefined) {
      this.#startup = startup;
      this.#connect();
    }
    for (const message of await this.#greeting.promise) client.socket.write(message);
  }

  #fromClient(client: Frontend, message: Buffer): void {
    if (typeOf(message) === "X") return;
    if (isAnswered(message)) client.unanswered += 1;
    if (client.backend !== undefined) {
      client.backend.socket.write(message);
      return;
    }
    client.waiting.push(message);
    if (!this.#queue.includes(client)) this.#queue.push(client);
    if (this.#idle.length === 0 && this.#servers < this.#size) this.#connect();
    this.#assign();
  }

  #assign(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const [backend, client] = [this.#idle.shift(), this.#queue.shift()];
      if (backend === undefined || client === undefined) return;
      client.backend = backend;
      backend.client = client;
      for (const message of client.waiting.splice(0)) backend.socket.write(message);
    }
  }

  #connect(): void {
    const socket = connect(Number(this.#url.port), this.#url.hostname);
    const backend: Backend = { socket, client: undefined };
    const messages = new Messages();
    const greeting: Buffer[] = [];
    let open = false;
    this.#servers += 1;
    this.counts.servers += 1;
    this.#keep(socket, () => {
      this.#servers -= 1;
      if (this.#idle.includes(backend)) this.#idle.splice(this.#idle.indexOf(backend), 1);
      backend.client?.socket.destroy();
    });
    if (this.#startup) socket.write(this.#startup);
    socket.on("data", (chunk) => {
      messages.take(
        Buffer.from(chunk),
        () => true,
        (message) => {
          if (open) {
            this.#fromServer(backend, message);
          } else if (asksPassword(message)) {
            socket.write(passwordMessage(this.#url.password));
          } else {
            greeting.push(message);
            open = isIdle(message);
            if (open) this.#opened(backend, greeting);
          }
        },
      );
    });
  }

  #opened(backend: Backend, greeting: readonly Buffer[]): void {
    this.#greeting.resolve(greeting);
    this.#idle.push(backend);
    this.#assign();
  }

  #fromServer(backend: Backend, message: Buffer): void {
    const { client } = backend;
    if (client === undefined) return;
    client.socket.write(message);
    if (typeOf(message) !== "Z") return;
    client.unanswered -= 1;
    if (!isIdle(message) || client.unanswered > 0) return;
    client.backend = undefined;
    backend.client = undefined;
    this.#idle.push(backend);
    this.#assign();
  }

  #keep(socket: Socket, closed: () => void): void {
    this.sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("close", () => {
      this.sockets.delete(socket);
      closed();
    });
  }
}

/** Starts a pooler in front of a server, for one database and one user. */
export async function startPooler(target: string, size: number): Promise<Pooler> {
  const pooler = new TransactionPooler(new URL(target), size);
  const server = createServer((socket) => {
    pooler.accept(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port");
  const front = new URL(target);
  front.port = String(address.port);
  return {
    connectionString: front.href,
    counts: () => ({ ...pooler.counts }),
    async close() {
      for (const socket of pooler.sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
