import { storePromises } from "@tenure/testing/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startServer, type TestServer } from "./server.ts";
import { postgresSubject } from "./subject.ts";

let server: TestServer;
let database = "";

beforeAll(async () => {
  server = await startServer(["fsync=off"]);
  database = await server.createDatabase();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

describe("a PostgreSQL store", () => {
  const promises = storePromises(postgresSubject(() => database));
  test.each(promises.map(({ group, name, run }) => [`${group}: ${name}`, run] as const))(
    "%s",
    async (_name, run) => {
      await expect(run()).resolves.toBeUndefined();
    },
    60_000,
  );
});
