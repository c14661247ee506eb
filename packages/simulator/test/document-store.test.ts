import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { DocumentStore } from "../src/store/document-store.ts";

const writes = fc.array(
  fc.record({ id: fc.constantFrom("a", "b", "c"), count: fc.option(fc.nat({ max: 9 })) }),
  { maxLength: 8 },
);

function write(
  store: DocumentStore,
  changes: readonly { id: string; count: number | null }[],
): void {
  for (const { id, count } of changes) {
    if (count === null) store.delete("counters", id);
    else store.put("counters", id, { count });
  }
}

const contents = (store: DocumentStore) => ["a", "b", "c"].map((id) => store.get("counters", id));

describe("the document store", () => {
  test.prop([writes, writes])("undoes what was not made final, and only that", (kept, undone) => {
    const store = new DocumentStore();
    write(store, kept);
    store.keepChanges();
    const before = contents(store);
    write(store, undone);
    store.rollBack();
    expect(contents(store)).toEqual(before);
    expect(store.pendingChanges()).toEqual([]);
  });

  test.prop([writes])("is put back from the changes it made", (changes) => {
    const store = new DocumentStore();
    write(store, changes);
    const copy = new DocumentStore();
    copy.replay(JSON.parse(JSON.stringify(store.pendingChanges())) as never);
    expect(contents(copy)).toEqual(contents(store));
    expect(copy.list("counters")).toEqual(store.list("counters"));
  });
});
