import { test as propertyTest } from "@fast-check/vitest";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compareKeys } from "../../apps/console/src/subscriptions/key-order.ts";
import { PagedRows } from "../../apps/console/src/subscriptions/paged-rows.ts";
import { takeTime } from "../service/eventually.ts";

takeTime();

interface Row {
  readonly key: string;
  readonly version: number;
  readonly isOpen: boolean;
}

const [pageSize, pagesKept, pagesLaidOut] = [4, 3, 8];

/** A service that lists open rows by their keys, answering when it is told to. */
class Listing {
  readonly rows = new Map<string, Row>();
  readonly asked: { readonly after: string | undefined; readonly answer: () => void }[] = [];

  open(): readonly Row[] {
    return [...this.rows.values()]
      .filter(({ isOpen }) => isOpen)
      .toSorted((one, other) => compareKeys(one.key, other.key));
  }

  put(key: string, isOpen: boolean): Row {
    const row = { key, isOpen, version: (this.rows.get(key)?.version ?? 0) + 1 };
    this.rows.set(key, row);
    return row;
  }

  readonly read = async (after: string | undefined, limit: number, signal: AbortSignal) => {
    const found = this.open().filter(
      ({ key }) => after === undefined || compareKeys(key, after) > 0,
    );
    const rows = found.slice(0, limit);
    const next = found.length > limit ? rows.at(-1)?.key : undefined;
    await new Promise<void>((resolve, reject) => {
      this.asked.push({ after, answer: resolve });
      signal.addEventListener("abort", () => reject(signal.reason as Error));
    });
    return { rows, ...(next !== undefined && { next }) };
  };

  async settle(): Promise<void> {
    while (this.asked.length > 0) {
      for (const { answer } of this.asked.splice(0)) answer();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function started(keys: readonly string[]) {
  const listing = new Listing();
  for (const key of keys) listing.put(key, true);
  const rows = new PagedRows<Row>({
    pageSize,
    pagesKept,
    pagesLaidOut,
    read: listing.read,
    fits: ({ isOpen }) => isOpen,
  });
  return { listing, rows };
}

type Rows = PagedRows<Row>;

const shown = (rows: Rows): readonly (Row | undefined)[] =>
  Array.from({ length: rows.state().count }, (_, index) => rows.at(index));

const atHand = (rows: Rows): readonly Row[] => shown(rows).filter((row) => row !== undefined);

const keyOf = (number: number): string => `AS-${String(number).padStart(4, "0")}`;

/** Goes down row by row as somebody would who scrolls, until there is nothing more; gives all keys seen. */
async function goThrough(rows: Rows, listing: Listing): Promise<readonly string[]> {
  const seen = new Set<string>();
  let place = 0;
  for (let steps = 0; steps < 10_000; steps += 1) {
    const { ahead } = rows.state();
    rows.look(place, place + 2);
    await listing.settle();
    place -= rows.state().ahead - ahead;
    for (const index of [place, place + 1, place + 2]) {
      const row = rows.at(index);
      if (row !== undefined) seen.add(row.key);
    }
    expect(atHand(rows).length).toBeLessThanOrEqual(pageSize * (pagesKept + 1));
    const { isEnd, count } = rows.state();
    if (isEnd && place + 2 >= count) return [...seen];
    place += 2;
  }
  throw new Error("there is no end");
}

describe("the rows of the table", () => {
  test("are all gone through, with few of them at hand and few laid out", async () => {
    const keys = Array.from({ length: 400 }, (_, number) => keyOf(number));
    const { rows, listing } = started(keys);
    expect(await goThrough(rows, listing)).toEqual(keys);
    expect(rows.state().count).toBeLessThanOrEqual(pageSize * pagesLaidOut);
    expect(rows.state().ahead + rows.state().count).toBe(keys.length);
  });

  test("are read again on the way back, and nothing is read that nobody looks at", async () => {
    const { rows, listing } = started(Array.from({ length: 400 }, (_, number) => keyOf(number)));
    await goThrough(rows, listing);
    let place = rows.state().count - 1;
    while (place > 0 || rows.state().ahead > 0) {
      const { ahead } = rows.state();
      rows.look(Math.max(0, place - 2), place);
      place += ahead - rows.state().ahead;
      expect(listing.asked.length).toBeLessThanOrEqual(3);
      await listing.settle();
      const absolute = rows.state().ahead + place;
      expect(rows.at(place)?.key).toBe(keyOf(absolute));
      place = Math.max(0, place - 2);
    }
  });

  test("tell what could not be read, and read it when told to try again", async () => {
    const problem = new Error("no");
    let isDown = true;
    const { listing } = started([keyOf(1)]);
    const rows = new PagedRows<Row>({
      pageSize,
      pagesKept,
      pagesLaidOut,
      read: async (...asked) => (isDown ? Promise.reject(problem) : listing.read(...asked)),
      fits: () => true,
    });
    rows.look(0, 5);
    await new Promise((resolve) => setImmediate(resolve));
    expect(rows.state()).toMatchObject({ problem, count: 0, isEnd: false, isLoading: false });
    isDown = false;
    rows.retry();
    await listing.settle();
    expect(rows.state()).toMatchObject({ problem: undefined, count: 1, isEnd: true });
  });

  test("are shown once each, also while a page that lost some is read again", async () => {
    const { rows, listing } = started(Array.from({ length: 12 }, (_, number) => keyOf(number)));
    rows.look(0, 5);
    await listing.settle();
    rows.take([listing.put(keyOf(1), false)]);
    rows.refresh();
    listing.asked.shift()?.answer();
    await new Promise((resolve) => setImmediate(resolve));
    const expected = [0, 2, 3, 4, 5, 6, 7].map(keyOf);
    expect(
      atHand(rows)
        .map(({ key }) => key)
        .slice(0, 7),
    ).toEqual(expected);
  });

  const keys = fc.integer({ min: 0, max: 99 }).map(keyOf);
  const steps = fc.oneof(
    { weight: 3, arbitrary: fc.record({ type: fc.constant("look"), place: fc.nat(60) }) },
    {
      weight: 4,
      arbitrary: fc.record({ type: fc.constant("change"), key: keys, isOpen: fc.boolean() }),
    },
    { weight: 3, arbitrary: fc.record({ type: fc.constant("answer") }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("refresh") }) },
  );
  type Step =
    | { readonly type: "look"; readonly place: number }
    | { readonly type: "change"; readonly key: string; readonly isOpen: boolean }
    | { readonly type: "answer" }
    | { readonly type: "refresh" };

  async function take(step: Step, { rows, listing }: ReturnType<typeof started>): Promise<void> {
    if (step.type === "look") rows.look(step.place, step.place + 5);
    else if (step.type === "refresh") rows.refresh();
    else if (step.type === "change") rows.take([listing.put(step.key, step.isOpen)]);
    else {
      listing.asked.shift()?.answer();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  propertyTest.prop(
    [fc.uniqueArray(keys, { maxLength: 60 }), fc.array(fc.tuple(steps), { maxLength: 60 })],
    {
      numRuns: 300,
    },
  )(
    "are in order, each once and as it is by now, whatever changes while pages are read",
    async (first, taken) => {
      const made = started(first);
      const { rows, listing } = made;
      rows.look(0, 5);
      for (const [one] of taken) {
        await take(one, made);
        const ordered = atHand(rows).map(({ key }) => key);
        expect(ordered).toEqual([...new Set(ordered)].toSorted(compareKeys));
      }
      await listing.settle();
      for (const row of atHand(rows)) expect(row).toEqual(listing.rows.get(row.key));
      for (const row of atHand(rows)) expect(rows.isGone(row.key)).toBe(!row.isOpen);
    },
  );

  propertyTest.prop(
    [fc.uniqueArray(keys, { maxLength: 60 }), fc.array(fc.tuple(steps), { maxLength: 40 })],
    {
      numRuns: 300,
    },
  )("are after a refresh what the service lists, and all of it", async (first, taken) => {
    const made = started(first);
    const { rows, listing } = made;
    rows.look(0, 5);
    for (const [one] of taken) await take(one, made);
    await listing.settle();
    rows.look(0, 5);
    rows.refresh();
    await listing.settle();
    while (rows.state().ahead > 0) {
      rows.look(0, 5);
      await listing.settle();
    }
    expect(await goThrough(rows, listing)).toEqual(listing.open().map(({ key }) => key));
    expect(rows.state()).toMatchObject({ come: 0, gone: 0 });
  });
});
