import { systemClock } from "@tenure/engine";
import { Client, type ClientConfig } from "pg";

import { abandon } from "./abandon.ts";

const firstPause = 100;
const longestPause = 5000;

/** Listens on a connection of its own, and connects again whenever that is lost. */
export class Listener {
  readonly #config: ClientConfig;
  readonly #channel: string;
  readonly #watchers = new Set<() => void>();
  #closing: AbortController | undefined;
  #running: Promise<void> | undefined;

  constructor(config: ClientConfig, channel: string) {
    this.#config = {
      ...config,
      keepAlive: true,
      keepAliveInitialDelayMillis: 30_000,
      connectionTimeoutMillis: 10_000,
      application_name: "tenure listener",
    };
    this.#channel = channel;
  }

  /** Calls back for each announcement, and whenever some may have been missed. Returns how to end it. */
  add(changed: () => void): () => void {
    const watcher = (): void => {
      changed();
    };
    this.#watchers.add(watcher);
    if (this.#running === undefined) {
      this.#closing = new AbortController();
      this.#running = this.#run(this.#closing.signal);
    }
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) void this.close();
    };
  }

  async close(): Promise<void> {
    this.#watchers.clear();
    const running = this.#running;
    this.#running = undefined;
    this.#closing?.abort();
    await running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    let pause = firstPause;
    while (!signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop -- one connection after the other
      const listened = await this.#listen(signal);
      pause = listened ? firstPause : Math.min(2 * pause, longestPause);
      // oxlint-disable-next-line no-await-in-loop -- the server gets time to come back
      if (!signal.aborted) await systemClock().sleep(pause, signal);
    }
  }

  /** Resolves when the connection is lost or no longer wanted; false when there never was one. */
  async #listen(signal: AbortSignal): Promise<boolean> {
    const client = new Client(this.#config);
    const lost = Promise.withResolvers<void>();
    client.on("error", () => {
      lost.resolve();
    });
    client.on("end", () => {
      lost.resolve();
    });
    client.on("notification", () => {
      this.#tell();
    });
    const stop = (): void => {
      lost.resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
    try {
      await Promise.race([client.connect(), lost.promise]);
      if (signal.aborted) return false;
      await client.query(`LISTEN ${this.#channel}`);
      this.#tell();
      await lost.promise;
      return true;
    } catch {
      return false;
    } finally {
      signal.removeEventListener("abort", stop);
      abandon(client);
      // The server may be too far gone to answer a goodbye, so nobody waits for it.
      void client.end().catch(stop);
    }
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
