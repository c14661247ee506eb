import { test as propertyTest } from "@fast-check/vitest";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { EventReader, type ServerEvent } from "./event-reader.ts";
import { eventually } from "./eventually.ts";
import { everyCaller, house } from "./house.ts";

type House = Awaited<ReturnType<typeof house>>;

async function opened(there: House, query: string, lastId?: string, by?: string) {
  const headers = lastId === undefined ? {} : { "last-event-id": lastId };
  const response = await there.ask(`/changes?${query}`, {
    headers,
    ...(by === undefined ? {} : { by }),
  });
  expect(response.status).toBe(200);
  return new EventReader(response.body);
}

const changesIn = (events: readonly ServerEvent[]) =>
  events
    .filter(({ event }) => event === "change")
    .map(({ id, data }) => ({ id, ...(JSON.parse(data) as { key: string; version: number }) }));

/** Reads until so many changes of a key were seen. */
async function readUntil(
  reader: EventReader,
  isEnough: (events: readonly ServerEvent[]) => boolean,
): Promise<readonly ServerEvent[]> {
  const events: ServerEvent[] = [];
  while (!isEnough(events)) {
    const event = await reader.next();
    if (event === undefined) break;
    events.push(event);
  }
  return events;
}

const adopt = async ({ engine }: House, key: string) =>
  engine.send(
    key,
    { type: "subscription.adopted", status: "active", forced: true },
    { adapter: key.startsWith("acme:") ? "bridge" : "connect" },
  );

describe("live changes", () => {
  test("come as they happen, each with its cursor and the subscription as it stands", async () => {
    const there = await house();
    const reader = await opened(there, "tenant=*");
    const first = await reader.next();
    expect(first).toMatchObject({ event: "position", id: "start" });
    await there.purchase("AS-1");
    const events = await readUntil(reader, (seen) => seen.length === 3);
    await reader.hangUp();
    expect(changesIn(events)).toMatchObject([
      { id: "1", cursor: "1", key: "AS-1", version: 1, type: "request.pending", by: "platform" },
      { id: "2", version: 2, type: "answer.approve", by: "vendor", effects: ["approveRequest"] },
      { id: "3", version: 3, type: "request.approved", subscription: { status: "active" } },
    ]);
    expect(JSON.stringify(events)).not.toContain("jane@example.com");
  });

  test("begin with the first there ever was, or with what comes now", async () => {
    const there = await house();
    await adopt(there, "AS-1");
    await adopt(there, "AS-2");
    const all = await opened(there, "from=start");
    const seen = await readUntil(all, (events) => events.length === 3);
    expect(changesIn(seen).map(({ key }) => key)).toEqual(["AS-1", "AS-2"]);
    const now = await opened(there, "from=now");
    expect(await now.next()).toMatchObject({ event: "position", id: "2" });
    await adopt(there, "AS-3");
    expect(await now.next()).toMatchObject({ event: "change", id: "3" });
    await Promise.all([all.hangUp(), now.hangUp()]);
  });

  test("are those of one tenant, or of one subscription, when that is asked for", async () => {
    const there = await house({ callers: everyCaller });
    const ofAcme = await opened(there, "from=start", undefined, "read-acme");
    const ofOne = await opened(there, "from=start&key=AS-2", undefined, "read-default");
    for (const key of ["AS-1", "acme:AS-1", "AS-2", "acme:AS-2", "AS-1"]) await adopt(there, key);
    const acme = changesIn(await readUntil(ofAcme, (events) => events.length === 3));
    expect(acme.map(({ key }) => key)).toEqual(["acme:AS-1", "acme:AS-2"]);
    const one = changesIn(await readUntil(ofOne, (events) => events.length === 2));
    expect(one.map(({ key }) => key)).toEqual(["AS-2"]);
    await Promise.all([ofAcme.hangUp(), ofOne.hangUp()]);
  });

  test("tell a reader of one subscription how far it has come, however many changes are others'", async () => {
    const there = await house();
    const reader = await opened(there, "from=start&key=AS-1");
    expect(await reader.next()).toMatchObject({ id: "start" });
    for (let index = 0; index < 500; index += 1) await adopt(there, `AS-other-${index}`);
    expect(await reader.next()).toEqual({ id: "500", event: "position", data: '{"cursor":"500"}' });
    await reader.hangUp();
  });

  test("end when the service does", async () => {
    const there = await house();
    const reader = await opened(there, "from=start");
    expect(await reader.next()).toMatchObject({ event: "position" });
    there.ending.abort();
    expect(await reader.next()).toBeUndefined();
    expect(there.slots.taken).toBe(0);
  });

  test("are streamed to so many readers at once, and whoever hangs up makes room", async () => {
    const there = await house({ streams: 2 });
    const readers = [await opened(there, ""), await opened(there, "")];
    const third = await there.ask("/changes");
    expect(third.status).toBe(503);
    expect(third.headers.get("retry-after")).toBe("5");
    expect(await third.json()).toMatchObject({ code: "too_many_streams" });
    await readers[0]?.hangUp();
    await (await opened(there, "")).hangUp();
    await readers[1]?.hangUp();
    expect(there.slots.taken).toBe(0);
  });

  test("are interrupted by heartbeats where nothing happens, which are no events", async () => {
    const there = await house({ heartbeatMilliseconds: 20 });
    const reader = await opened(there, "from=now");
    await reader.next();
    const next = reader.next();
    await eventually(() => reader.comments).toBeGreaterThan(3);
    await adopt(there, "AS-1");
    expect(await next).toMatchObject({ event: "change" });
    await reader.hangUp();
  });

  test("leave no stream behind where only the headers are asked for", async () => {
    const there = await house();
    for (const path of ["/changes", "/verification"]) {
      const response = await there.ask(path, { method: "HEAD" });
      expect([path, response.status]).toEqual([path, 200]);
      expect(await response.text()).toBe("");
    }
    expect(there.slots.taken).toBe(0);
  });

  test("wait for a reader that does not read: nothing is read ahead for it", async () => {
    const there = await house();
    for (let index = 0; index < 200; index += 1) await adopt(there, `AS-${index}`);
    let loads = 0;
    const get = there.engine.get.bind(there.engine);
    there.engine.get = async (key) => {
      loads += 1;
      return get(key);
    };
    const reader = await opened(there, "from=start");
    await reader.next();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(loads).toBeLessThanOrEqual(2);
    const events = await readUntil(reader, (seen) => seen.length === 200);
    expect(changesIn(events)).toHaveLength(200);
    await reader.hangUp();
  });
});

describe("whoever comes back with the last id it saw", () => {
  let there: House;
  beforeAll(async () => {
    there = await house({ stopped: "by the caller" });
  });
  afterAll(async () => there.stop());

  const keys = fc.constantFrom("AS-1", "AS-2", "acme:AS-1", "acme:AS-2");
  const stays = fc.array(
    fc.record({ reads: fc.nat(7), writes: fc.array(keys, { maxLength: 6 }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );

  propertyTest.prop(
    [stays, fc.constantFrom("*", "default", "acme"), fc.constantFrom("now", "start")],
    {
      numRuns: 25,
    },
  )(
    "sees every change once and in order, wherever it was cut off",
    async (visits, tenant, from) => {
      const ofTenant = (key: string) =>
        tenant === "*" || (tenant === "acme") === key.startsWith("acme:");
      const before = await there.store.changesEnd();
      let lastId: string | undefined;
      const seen: { key: string; version: number; id: string }[] = [];
      for (const { reads, writes } of visits) {
        const query = `tenant=${encodeURIComponent(tenant)}&from=${from}`;
        const reader = await opened(there, query, lastId);
        // The first event tells where it stands, so the writes come behind it in every case.
        const position = await reader.next();
        lastId ??= position?.id;
        const writing = Promise.all(writes.map(async (key) => adopt(there, key)));
        const expected = writes.filter(ofTenant).length;
        for (let count = 0; count < Math.min(reads, expected); count += 1) {
          const event = await reader.next();
          if (event === undefined) break;
          lastId = event.id;
          seen.push(...changesIn([event]));
        }
        // Cut off while what was written may be on its way.
        await Promise.all([reader.hangUp(), writing]);
      }
      const after = from === "start" ? undefined : before;
      const all = (await there.store.changes(after, 100_000)).filter(({ entry }) =>
        ofTenant(entry.key),
      );
      const last = await opened(there, `tenant=${encodeURIComponent(tenant)}&from=${from}`, lastId);
      seen.push(
        ...changesIn(
          await readUntil(last, (events) => seen.length + changesIn(events).length >= all.length),
        ),
      );
      await last.hangUp();
      expect(seen.map(({ id }) => id)).toEqual(all.map(({ cursor }) => cursor));
      expect(there.slots.taken).toBe(0);
    },
  );
});
