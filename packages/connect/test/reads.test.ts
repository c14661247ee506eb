import { virtualClock } from "@tenure/engine";
import { describe, expect, test } from "vitest";

import { rowsOf } from "../src/client/pages.ts";
import { rql } from "../src/index.ts";
import { clientOf, failureOf, impatientClock } from "./support/client.ts";
import { until } from "./support/intake-run.ts";
import { type Answer, loopback, type Loopback } from "./support/loopback.ts";
import { requestPayload } from "./support/payloads.ts";

describe("reads", () => {
  test.each<Answer>(["reset", { status: 500 }, { status: 429 }, { status: 502, text: "<html>" }])(
    "are repeated after %j",
    async (trouble) => {
      const server = await loopback((_call, index) =>
        index < 2 ? trouble : { json: requestPayload() },
      );
      const client = clientOf(server, { retries: 2, clock: impatientClock });
      expect((await client.requests.get("PR-1")).id).toBe("PR-1000-2000-3000-001");
      expect(server.calls).toHaveLength(3);
    },
  );

  test.each<Answer>([{ status: 400 }, { status: 401 }, { status: 404 }, { text: "<html>" }])(
    "are not repeated after %j",
    async (trouble) => {
      const server = await loopback(() => trouble);
      await failureOf(clientOf(server, { retries: 2 }).requests.get("PR-1"));
      expect(server.calls).toHaveLength(1);
    },
  );

  test("wait as long as the platform asks", async () => {
    const clock = virtualClock(0);
    const server = await loopback((_call, index) =>
      index === 0 ? { status: 429, headers: { "retry-after": "7" } } : { json: requestPayload() },
    );
    const read = clientOf(server, { retries: 1, clock }).requests.get("PR-1");
    await until(() => server.calls.length === 1, "the first call");
    await new Promise((resolve) => setTimeout(resolve, 20));
    await clock.advance(6999);
    expect(server.calls).toHaveLength(1);
    await clock.advance(1000);
    await read;
    expect(server.calls).toHaveLength(2);
  });
});

describe("lists", () => {
  const rows = Array.from({ length: 25 }, (_, index) => requestPayload({ id: `PR-${index}` }));

  /** A platform that never shows more than `most` rows at once. */
  const listing = (most: number, header: boolean) =>
    loopback(({ query }) => {
      const [, limit = "0", offset = "0"] = /limit=(\d+)&offset=(\d+)/u.exec(query) ?? [];
      const start = Number(offset);
      const page = rows.slice(start, start + Math.min(most, Number(limit)));
      const range = `items ${start}-${start + page.length - 1}/${rows.length}`;
      return { json: page, ...(header ? { headers: { "content-range": range } } : {}) };
    });

  async function idsOf(server: Loopback): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const row of rowsOf(clientOf(server).requests.list({ limit: 10 }))) ids.push(row.id);
    return ids;
  }

  const all = rows.map((row) => String(row["id"]));

  test.each([
    [100, true, 3],
    [4, true, 7],
    [100, false, 4],
    [4, false, 8],
  ])(
    "are read to their end with at most %i rows a page, Content-Range: %s",
    async (most, header, calls) => {
      const server = await listing(most, header);
      expect(await idsOf(server)).toEqual(all);
      expect(server.calls).toHaveLength(calls);
    },
  );

  test.each(["items 0-0/0", "items 0-1/1", "items */x", "2"])(
    "are read to their end when their Content-Range is %j all the time",
    async (range) => {
      const server = await loopback(({ query }) => {
        const offset = Number(/offset=(\d+)/u.exec(query)?.[1]);
        return {
          json: rows.slice(offset, Math.min(offset + 2, 5)),
          headers: { "content-range": range },
        };
      });
      expect(await idsOf(server)).toEqual(rows.slice(0, 5).map(({ id }) => id));
    },
  );

  test("end when the platform shows the same page for ever", async () => {
    const server = await loopback(() => ({ json: rows.slice(0, 5) }));
    expect(await idsOf(server)).toEqual(all.slice(0, 5));
  });

  test("of rows without ids are read to their end, too", async () => {
    const configured = Array.from({ length: 5 }, (_, index) => ({
      parameter: { id: `P-${index}` },
      value: "same",
    }));
    const server = await loopback(({ query }) => {
      const offset = Number(/offset=(\d+)/u.exec(query)?.[1]);
      return { json: configured.slice(offset, offset + 2) };
    });
    const found: string[] = [];
    for await (const row of rowsOf(
      clientOf(server).productConfigurations.list("PRD-1", { limit: 2 }),
    )) {
      found.push(row.parameter.id);
    }
    expect(found).toEqual(configured.map(({ parameter }) => parameter.id));
  });

  test("may not be asked for by a second limit", async () => {
    const server = await loopback(() => ({ json: [] }));
    const pages = clientOf(server).requests.list({ query: [rql.limit(5)] });
    await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow(RangeError);
    expect(server.calls).toEqual([]);
  });

  test("show unreadable rows apart, and the others all the same", async () => {
    const server = await loopback(() => ({
      json: [rows[0], { id: "PR-X", updated: "2026-02-03", type: 7 }, "junk", rows[1]],
      headers: { "content-range": "items 0-3/4" },
    }));
    for await (const page of clientOf(server).requests.list({
      query: [rql.eq("status", "pending")],
    })) {
      expect(page.rows.map((row) => row.id)).toEqual(["PR-0", "PR-1"]);
      expect(page.unreadable.map((row) => row.id)).toEqual(["PR-X", undefined]);
      expect(page.total).toBe(4);
    }
    expect(server.calls[0]?.query).toBe("eq(status,pending)&limit=100&offset=0");
  });

  test("that are none are rubbish", async () => {
    const server = await loopback(() => ({ json: { detail: "hello" } }));
    expect(await failureOf(idsOf(server))).toMatchObject({ kind: "rubbish" });
  });
});
