import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { Grouped } from "../src/record/grouped.ts";
import { TenureError } from "../src/tenure-error.ts";

const keyed = (index: number): { key: string } => ({ key: String(index) });

test("requests of one turn share a call, 256 at most, and each gets its own answer", async () => {
  const sizes: number[] = [];
  const grouped = new Grouped<{ key: string }, string>(async (group) => {
    sizes.push(group.length);
    return group.map(({ key }) => `answer ${key}`);
  });
  const asked = Array.from({ length: 600 }, (_, index) => grouped.add(keyed(index)));
  const answers = await Promise.all(asked);
  expect(sizes).toEqual([256, 256, 88]);
  expect(answers[599]).toEqual({ answer: "answer 599", again: false });
});

test.prop([fc.array(fc.constantFrom("good", "bad"), { minLength: 1, maxLength: 20 })])(
  "a bad request harms only itself, and the others learn that they were asked again",
  async (kinds) => {
    const grouped = new Grouped<{ key: string }, string>(async (group) => {
      if (group.some(({ key }) => kinds[Number(key)] === "bad")) throw new TypeError("bad");
      return group.map(({ key }) => key);
    });
    const settled = await Promise.allSettled(
      kinds.map((_kind, index) => grouped.add(keyed(index))),
    );
    expect(settled.map(({ status }) => (status === "fulfilled" ? "good" : "bad"))).toEqual(kinds);
    const again = kinds.includes("bad");
    for (const one of settled) {
      if (one.status === "fulfilled") expect(one.value.again).toBe(again);
    }
  },
);

test("a store that is out of reach is not asked again for every one of a group", async () => {
  let calls = 0;
  const grouped = new Grouped<{ key: string }, string>(async () => {
    calls += 1;
    throw new TenureError("store_unavailable", "out of reach, for the test");
  });
  const asked = Array.from({ length: 200 }, (_, index) => grouped.add(keyed(index)));
  const settled = await Promise.allSettled(asked);
  expect(settled.every(({ status }) => status === "rejected")).toBe(true);
  expect(calls).toBe(4);
});

test("a store that answers too few is told of it", async () => {
  const grouped = new Grouped<{ key: string }, string>(async () => []);
  await expect(grouped.add({ key: "AS-1" })).rejects.toMatchObject({ code: "store_failed" });
});

test("requests that come while a group is under way go with the next one", async () => {
  const gate = Promise.withResolvers<undefined>();
  const sizes: number[] = [];
  const grouped = new Grouped<{ key: string }, string>(async (group) => {
    sizes.push(group.length);
    await gate.promise;
    return group.map(({ key }) => key);
  });
  const first = grouped.add(keyed(0));
  await new Promise((resolve) => {
    setTimeout(resolve, 1);
  });
  const others = [1, 2, 3].map((index) => grouped.add(keyed(index)));
  gate.resolve(undefined);
  await Promise.all([first, ...others]);
  expect(sizes).toEqual([1, 3]);
});

test("as many groups as the store works on are under way at once, unless too few wait for one", async () => {
  const gates: PromiseWithResolvers<undefined>[] = [];
  const sizes: number[] = [];
  const turn = async (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  const grouped = new Grouped<{ key: string }, string>(async (group) => {
    sizes.push(group.length);
    const gate = Promise.withResolvers<undefined>();
    gates.push(gate);
    await gate.promise;
    return group.map(({ key }) => key);
  }, 2);
  const ask = (count: number) => Array.from({ length: count }, (_, n) => grouped.add(keyed(n)));
  const asked = ask(20);
  await turn();
  asked.push(...ask(3));
  await turn();
  expect(sizes).toEqual([20]);
  asked.push(...ask(7));
  await turn();
  expect(sizes).toEqual([20, 10]);
  asked.push(...ask(50));
  await turn();
  expect(sizes).toEqual([20, 10]);
  gates[1]?.resolve(undefined);
  await turn();
  await turn();
  expect(sizes).toEqual([20, 10, 50]);
  for (const gate of gates) gate.resolve(undefined);
  expect(await Promise.all(asked)).toHaveLength(80);
});
