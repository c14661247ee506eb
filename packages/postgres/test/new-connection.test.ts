import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import process from "node:process";

import { postgresStore } from "@tenure/postgres";
import { expect, onTestFinished, test, vi } from "vitest";

import { testDatabase } from "./database.ts";

const database = testDatabase();

/** A way to the database that resets a connection as soon as a client sends the text over it. */
async function wayThatBreaksAt(text: string): Promise<string> {
  const url = new URL(database.connectionString);
  const port = Number(url.port);
  const server = createServer((near) => {
    const far = connect(port, url.hostname);
    for (const socket of [near, far]) socket.on("error", () => {});
    far.pipe(near);
    near.on("data", (sent) => {
      if (sent.includes(text)) near.resetAndDestroy();
      else far.write(sent);
    });
    near.on("close", () => far.destroy());
  });
  server.listen(0, url.hostname);
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  // oxlint-disable-next-line no-unsafe-type-assertion -- a server that listens on a port has one
  url.port = String((server.address() as AddressInfo).port);
  return url.href;
}

test.each([
  ["its settings are sent", "SET statement_timeout"],
  ["a transaction begins", "BEGIN"],
])("a connection that is lost when %s fails the verb, not the process", async (_, text) => {
  const unheard = vi.fn<(error: Error) => void>();
  process.on("uncaughtException", unheard);
  onTestFinished(() => {
    process.off("uncaughtException", unheard);
  });
  const connectionString = await wayThatBreaksAt(text);
  const store = postgresStore({ connectionString, listen: false });
  onTestFinished(() => store.close());
  await expect(store.open()).rejects.toMatchObject({
    code: "store_unavailable",
    consequence: "Retryable",
  });
  expect(unheard).not.toHaveBeenCalled();
});
