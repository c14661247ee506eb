import { fc, test } from "@fast-check/vitest";
import { entryHash, genesisHash, verifyHistory, type HistoryEntry } from "@tenure/engine";
import { expect } from "vitest";

/** A chain of so many entries, each as the engine would write it. */
function chain(length: number): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  for (let version = 1; version <= length; version += 1) {
    const entry = {
      key: "AS-1",
      version,
      at: version * 1000,
      event: { type: "command.suspend" },
      verdict: { type: "moved" },
      effects: [],
      drift: false,
      previousHash: entries.at(-1)?.hash ?? genesisHash,
    } as const;
    entries.push({ ...entry, hash: entryHash(entry) });
  }
  return entries;
}

test.prop([fc.integer({ min: 0, max: 20 })])("a history as it was written holds", (length) => {
  const entries: readonly HistoryEntry[] = JSON.parse(JSON.stringify(chain(length)));
  expect(verifyHistory(entries)).toBeUndefined();
});

test("a later part of a history holds against the entry before it", () => {
  const entries = chain(5);
  expect(verifyHistory(entries.slice(2), entries[1])).toBeUndefined();
  expect(verifyHistory(entries.slice(2))).toEqual({ version: 3, reason: "gap" });
});

test.prop([fc.integer({ min: 0, max: 4 }), fc.constantFrom("at", "drift", "key", "event")])(
  "an entry that was edited shows",
  (index, field) => {
    const edits = { at: 1, drift: true, key: "AS-2", event: { type: "command.resume" } } as const;
    const entries = chain(5).map((entry, at) =>
      at === index ? { ...entry, [field]: edits[field] } : entry,
    );
    expect(verifyHistory(entries)).toEqual({ version: index + 1, reason: "content" });
  },
);

test("an entry that was edited and given a new hash breaks the chain behind it", () => {
  const entries = chain(3).map((entry, index) => {
    const edited = { ...entry, drift: true };
    return index === 1 ? { ...edited, hash: entryHash(edited) } : entry;
  });
  expect(verifyHistory(entries)).toEqual({ version: 3, reason: "chain" });
});

test("an entry that was taken out shows", () => {
  expect(verifyHistory(chain(4).toSpliced(1, 1))).toEqual({ version: 3, reason: "gap" });
});
