import { fc, test } from "@fast-check/vitest";
import { createConnectClient, type ConnectClient } from "@tenure/connect";
import { createConnectSimulator, DEFAULT_PRODUCT_ID, VENDOR_KEY } from "@tenure/simulator";
import { expect, test as plainTest } from "vitest";

import { subscriptionPages } from "../packages/connect/src/subscription-pages.ts";

const idOf = (index: number): string => `AS-7000-0000-${String(index).padStart(4, "0")}`;
const secondOf = (second: number): string =>
  `2024-05-06T07:08:${String(second).padStart(2, "0")}+00:00`;

/** A platform with a subscription for each second named; several may be of one second. */
function platformOf(seconds: readonly number[]) {
  const simulator = createConnectSimulator();
  const document = (created: string, index: number) => ({
    id: idOf(index),
    status: "active",
    product: { id: DEFAULT_PRODUCT_ID },
    connection: { id: "CT-7", type: "production" },
    items: [],
    params: [],
    tiers: {},
    events: { created: { at: created } },
  });
  simulator.place(
    seconds.map((second, index) => ({
      source: `${index}`,
      body: document(secondOf(second), index),
    })),
  );
  const client = createConnectClient({
    baseUrl: "http://platform.invalid/public/v1",
    apiKey: VENDOR_KEY,
    retries: 0,
    fetch: async (input, init) => simulator.fetch(new Request(input, init)),
  });
  return { simulator, client };
}

type Page = Awaited<ReturnType<typeof allPages>>[number];

async function allPages(
  client: ConnectClient,
  options: { readonly pageSize: number; readonly after?: string },
  between: (page: number) => void = () => {},
) {
  const pages = [];
  for await (const page of subscriptionPages(client, {
    productId: DEFAULT_PRODUCT_ID,
    ...options,
  })) {
    pages.push(page);
    between(pages.length);
  }
  return pages;
}

const shown = (pages: readonly Page[]): readonly string[] =>
  pages.flatMap(({ rows }) => rows.map(({ id }) => id));

const seconds = fc.array(fc.nat(9), { maxLength: 40 });
const pageSize = fc.integer({ min: 1, max: 8 });

test.prop([seconds, pageSize], { numRuns: 150 })(
  "every subscription is shown once, oldest first, however many were made in one second",
  async (made, size) => {
    const { client } = platformOf(made);
    const pages = await allPages(client, { pageSize: size });
    expect(shown(pages).toSorted()).toEqual(made.map((_second, index) => idOf(index)));
    const inOrder = shown(pages).map((id) => made[Number(id.slice(-4))] ?? 0);
    expect(inOrder).toEqual(inOrder.toSorted((left, right) => left - right));
  },
);

/** Many to a second, and many of the early ones deleted at once: what an offset passes over. */
const crowd = fc.array(fc.nat(1), { minLength: 8, maxLength: 30 });
const deletions = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(12)), { minLength: 2 });

test.prop([fc.oneof(seconds, crowd), fc.integer({ min: 2, max: 6 }), deletions], {
  numRuns: 200,
  examples: [
    // The list ends before the row that the next page was to begin with.
    [
      [0, 0, 0, 0, 0, 0, 0, 0],
      3,
      [
        [1, 4],
        [1, 5],
        [1, 2],
        [3, 0],
        [1, 1],
        [3, 3],
      ],
    ],
  ],
})(
  "none is passed over when drafts are deleted while the list is read",
  async (made, size, deleted) => {
    const { simulator, client } = platformOf(made);
    const gone = new Set<string>();
    const pages = await allPages(client, { pageSize: size }, (count) => {
      for (const [after, index] of deleted) {
        if (after !== count || index >= made.length || gone.has(idOf(index))) continue;
        gone.add(idOf(index));
        simulator.control.removeSubscription(idOf(index));
      }
    });
    const left = made.map((_second, index) => idOf(index)).filter((id) => !gone.has(id));
    const all = new Set(shown(pages));
    expect(left.filter((id) => !all.has(id))).toEqual([]);
  },
);

test.prop([seconds, pageSize, fc.nat(20)], { numRuns: 150 })(
  "reading goes on behind any page it was left at, and passes over none",
  async (made, size, left) => {
    const { client } = platformOf(made);
    const first = (await allPages(client, { pageSize: size })).slice(0, left);
    const through = first.at(-1)?.through;
    const rest = await allPages(client, {
      pageSize: size,
      ...(through === undefined ? {} : { after: through }),
    });
    const both = new Set([...shown(first), ...shown(rest)]);
    expect([...both].toSorted()).toEqual(made.map((_second, index) => idOf(index)));
    if (through !== undefined) {
      const second = Number(through.slice(17, 19));
      const before = shown(rest).filter((id) => (made[Number(id.slice(-4))] ?? 0) < second);
      expect(before).toEqual([]);
    }
  },
);

plainTest("a list that tells no dates, or heeds none, is read by its pages alone", async () => {
  const { client } = platformOf([1, 2, 3, 4, 5]);
  const undated: ConnectClient = {
    ...client,
    assets: {
      ...client.assets,
      async *list(options) {
        for await (const page of client.assets.list(options)) {
          yield { ...page, rows: page.rows.map((row) => ({ ...row, events: null })) };
        }
      },
    },
  };
  const unheeding: ConnectClient = {
    ...client,
    assets: {
      ...client.assets,
      list: (options) =>
        client.assets.list({
          ...options,
          query: (options?.query ?? []).filter(({ rql: text }) => !text.startsWith("gt(")),
        }),
    },
  };
  for (const other of [undated, unheeding]) {
    const ids = shown(await allPages(other, { pageSize: 2 }));
    expect(new Set(ids)).toEqual(new Set([0, 1, 2, 3, 4].map(idOf)));
    expect(ids.length).toBeLessThan(15);
  }
});
