import { fc } from "@fast-check/vitest";
import type { CommandResult } from "@tenure/cleverbridge";
import type { Fault } from "@tenure/simulator/cleverbridge";

import { hour, House, minute } from "./house.ts";
import { elsewhere, fault, timeSpan, type Wish, wish } from "./wishes.ts";

/** One thing that happens. */
type Happening =
  | { readonly type: "wishes"; readonly wishes: readonly Wish[] }
  | { readonly type: "elsewhere"; readonly what: string; readonly item: number }
  | { readonly type: "fault"; readonly fault: Fault }
  | { readonly type: "crash" }
  | { readonly type: "passes"; readonly milliseconds: number };

export const anyLife: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.array(wish, { minLength: 1, maxLength: 3 }).map((wishes): Happening => ({
        type: "wishes",
        wishes,
      })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ what: elsewhere, item: fc.integer({ min: 1, max: 3 }) })
        .map((row): Happening => ({ type: "elsewhere", ...row })),
    },
    { weight: 5, arbitrary: fault.map((one): Happening => ({ type: "fault", fault: one })) },
    { weight: 2, arbitrary: fc.constant<Happening>({ type: "crash" }) },
    {
      weight: 5,
      arbitrary: timeSpan.map((milliseconds): Happening => ({ type: "passes", milliseconds })),
    },
  ),
  { minLength: 3, maxLength: 22 },
);

/** A call that changed something, with what was before and after it. */
interface Taken {
  readonly operation: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly wasActive: boolean;
}

/** What came of a life. */
export interface Lived {
  readonly house: House;
  readonly id: string;
  readonly taken: readonly Taken[];
  readonly results: readonly (CommandResult & { readonly wish: string })[];
  /** What was done elsewhere and went well. */
  readonly elsewhere: readonly string[];
}

function tryElsewhere({ simulator }: House, id: string, what: string, item: number): boolean {
  const { customer } = simulator;
  const acts: Readonly<Record<string, () => void>> = {
    "cancels an item": () => customer.cancelItems(id, [item]),
    "cancels everything": () => customer.cancelItems(id),
    "wants everything back": () => customer.reinstateItems(id),
    "turns the renewal off": () => customer.switchRenewal(id, "Manual"),
    "turns the renewal on": () => customer.switchRenewal(id, "Automatic"),
    pays: () => customer.pay(id),
  };
  try {
    acts[what]?.();
    return true;
  } catch {
    return false;
  }
}

/** Lives what happens, and then lets everything come to rest. */
export async function live(happenings: readonly Happening[]): Promise<Lived> {
  const taken: Taken[] = [];
  const house: House = new House({
    adapter: { sweepEvery: 6 * hour, timeoutMilliseconds: 2000 },
    async between(request, send) {
      if (request.method !== "POST") return send();
      const before = house.activeItems(id);
      const wasActive = house.simulator.subscription(id)["Subscriptionstatus"] === 1;
      try {
        return await send();
      } finally {
        const operation = request.url.split("/").at(-1) ?? "";
        taken.push({ operation, before, after: house.activeItems(id), wasActive });
      }
    },
  });
  house.simulator.addProduct({ id: 150 });
  await house.start();
  const id = await house.bought({
    items: [{ productId: 101 }, { productId: 102, quantity: 3 }, { productId: 103 }],
  });
  const results: (CommandResult & { readonly wish: string })[] = [];
  const done: string[] = [];
  // oxlint-disable no-await-in-loop -- one thing happens after the other
  for (const happening of happenings) {
    switch (happening.type) {
      case "wishes": {
        const now = house.clock.now();
        const answers = await Promise.all(
          happening.wishes.map(async (asks) => ({
            ...(await asks(house.engine, id, now)),
            wish: String(asks),
          })),
        );
        results.push(...answers);
        break;
      }
      case "elsewhere":
        if (tryElsewhere(house, id, happening.what, happening.item)) done.push(happening.what);
        break;
      case "fault":
        house.simulator.faults.add(happening.fault);
        break;
      case "crash":
        await house.crash();
        await house.start();
        break;
      case "passes":
        await house.pass(happening.milliseconds, Math.max(1000, happening.milliseconds / 4));
        break;
    }
  }
  house.simulator.faults.clear();
  // Long enough for every pause between attempts, for a sweep, and for what it leads to.
  for (const length of [10 * minute, 7 * hour, 10 * minute]) await house.pass(length, length / 20);
  // oxlint-enable no-await-in-loop
  return { house, id, taken, results, elsewhere: done };
}
