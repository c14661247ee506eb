import { postgresStore, type PostgresStore, type PostgresStoreOptions } from "@tenure/postgres";
import { Client } from "pg";
import { afterAll, beforeAll, onTestFinished } from "vitest";

import { startServer, type TestServer } from "./server.ts";

/** A server for the tests of one file, and what they need of it. */
export interface TestDatabase {
  readonly server: TestServer;
  readonly connectionString: string;
  /** A client that is connected until the test ends. */
  client(): Promise<Client>;
  /** A store that is open until the test ends, by virtual time, which does not listen. */
  store(options?: Partial<PostgresStoreOptions>): Promise<PostgresStore>;
}

/** Starts a server before the file's tests and stops it after them. */
export function testDatabase(): TestDatabase {
  let started: TestServer | undefined;
  let connectionString = "";
  beforeAll(async () => {
    started = await startServer(["fsync=off"]);
    connectionString = await started.createDatabase();
  }, 60_000);
  afterAll(async () => {
    await started?.stop();
  });
  return {
    get server() {
      if (started === undefined) throw new Error("the server is not started yet");
      return started;
    },
    get connectionString() {
      return connectionString;
    },
    async client() {
      const client = new Client({ connectionString });
      client.on("error", () => {});
      await client.connect();
      onTestFinished(async () => {
        await client.end();
      });
      return client;
    },
    async store(options = {}) {
      const given = { connectionString, clock: "given", listen: false } as const;
      const store = postgresStore({ ...given, ...options });
      onTestFinished(() => store.close());
      await store.open();
      return store;
    },
  };
}
