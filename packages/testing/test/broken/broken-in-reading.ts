import type { BrokenStore } from "./broken-store.ts";

export const brokenInReading: readonly BrokenStore[] = [
  {
    fault: "misses the row at the border of a page",
    group: "lists",
    breaking: (sound) => ({
      async list(filter, page) {
        const { rows } = await sound.list(filter, { ...page, limit: page.limit + 1 });
        const border = rows[page.limit];
        const shown = rows.slice(0, page.limit);
        return border === undefined ? { rows: shown } : { rows: shown, next: border.key };
      },
    }),
  },
  {
    fault: "sorts as people do",
    group: "lists",
    breaking: (sound) => ({
      async list(filter, page) {
        const { rows, ...rest } = await sound.list(filter, page);
        return { ...rest, rows: rows.toSorted((one, two) => one.key.localeCompare(two.key, "en")) };
      },
    }),
  },
  {
    fault: "knows no filter by request type",
    group: "lists",
    breaking: (sound) => ({
      list: ({ requestType: _type, ...filter }, page) => sound.list(filter, page),
    }),
  },
  {
    fault: "counts everything",
    group: "lists",
    breaking: (sound) => ({ count: () => sound.count({}) }),
  },
  {
    fault: "answers lookups once each",
    group: "reading",
    breaking: (sound) => ({
      load: async (batch) => {
        const first = (key: string): number => batch.findIndex((other) => other.key === key);
        return sound.load(batch.filter(({ key }, index) => first(key) === index));
      },
    }),
  },
  {
    fault: "tells what is left in the order it may be done",
    group: "outstanding",
    breaking: (sound) => ({
      async outstanding(key) {
        const { effects, timers } = await sound.outstanding(key);
        const sorted = effects.toSorted((one, two) => one.availableAt - two.availableAt);
        return { effects: sorted, timers };
      },
    }),
  },
  {
    fault: "forgets why it was put back",
    group: "outstanding",
    breaking: (sound) => ({
      async outstanding(key) {
        const { effects, timers } = await sound.outstanding(key);
        return { effects: effects.map(({ error: _error, ...rest }) => rest), timers };
      },
    }),
  },
  {
    fault: "goes on after it was closed",
    group: "reading",
    breaking: () => ({ close: async () => undefined }),
  },
  {
    fault: "passes over an entry that was slow to be written",
    group: "changes",
    breaking: (sound) => ({
      async changes(after, limit) {
        const changes = await sound.changes(after, limit);
        return changes.filter((_, index) => changes.length < 2 || index !== changes.length - 2);
      },
    }),
  },
  {
    fault: "shows the entry at the cursor again",
    group: "changes",
    breaking: (sound) => ({
      changes: (after, limit) =>
        sound.changes(
          after === undefined || after === "1" ? undefined : String(Number(after) - 1),
          limit,
        ),
    }),
  },
  {
    fault: "shows new entries before old ones",
    group: "changes",
    breaking: (sound) => ({
      changes: async (after, limit) => (await sound.changes(after, limit)).toReversed(),
    }),
  },
];
