import type { Store } from "@tenure/engine";
import { sqliteStore } from "@tenure/sqlite";
import { describe, onTestFinished } from "vitest";

import { commitPromises } from "./conformance/commit.ts";
import { outboxPromises } from "./conformance/outbox.ts";
import { readingPromises } from "./conformance/reading.ts";
import { freshFile } from "./folder.ts";

async function opened(file: string): Promise<Store> {
  const store = sqliteStore({ file });
  await store.open();
  onTestFinished(() => store.close());
  return store;
}

describe.each([
  ["in a file", () => opened(freshFile())],
  ["in memory", () => opened(":memory:")],
])("a store %s", (_name, open) => {
  describe("commits", () => {
    commitPromises(open);
  });
  describe("keeps an outbox", () => {
    outboxPromises(open);
  });
  describe("can be read", () => {
    readingPromises(open);
  });
});
