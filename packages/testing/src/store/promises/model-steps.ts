import * as fc from "fast-check";

export const adapters = ["connect", "bridge"] as const;
const wait = fc.integer({ min: 0, max: 30 });
/** Mostly none: what is due at once is what most can be done with. */
const shortWait = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: wait },
);
/** Picks one of what is there when the step is taken, mostly the newest. */
const pick = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat({ max: 11 }) },
);

const someChange = fc.record({
  adapter: fc.constantFrom(...adapters),
  status: fc.constantFrom("processing", "active", "suspended"),
  requestState: fc.constantFrom("none", "pending", "stuck"),
  awaited: fc.constantFrom("nobody", "vendor", "operator"),
  requestType: fc.constantFrom(null, "purchase", "change"),
  product: fc.constantFrom(null, "PRD-1", "PRD-2"),
});

const someCommit = fc.record({
  subscription: fc.nat(4),
  basis: fc.oneof(
    { weight: 6, arbitrary: fc.constant("newest") },
    { weight: 2, arbitrary: fc.constant("untouched") },
    { weight: 1, arbitrary: fc.constant("stale") },
  ),
  change: someChange,
  effects: fc.array(fc.record({ wait: shortWait, traced: fc.boolean(), claims: fc.nat(1) }), {
    maxLength: 2,
  }),
  claim: fc.option(fc.record({ pick, as: fc.constantFrom("settles", "settles", "requires") }), {
    freq: 2,
  }),
  startTimers: fc.array(
    fc.record({ timer: fc.constantFrom("schedule", "postponement"), wait: shortWait }),
    {
      maxLength: 2,
    },
  ),
  cancelTimers: fc.subarray(["schedule", "postponement"] as const),
  fired: fc.option(pick),
  answer: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.nat(3) },
  ),
} as const);

const someFilter = fc.record(
  {
    status: fc.subarray(["active", "suspended"] as const),
    requestState: fc.subarray(["none", "stuck"] as const),
    awaited: fc.subarray(["vendor", "nobody"] as const),
    requestType: fc.subarray(["purchase", "change"]),
    product: fc.subarray(["PRD-1", "PRD-2"]),
    adapter: fc.constantFrom(...adapters),
    tenant: fc.constantFrom("default", "acme"),
  },
  { requiredKeys: [] },
);

const someAdapter = fc.constantFrom(null, ...adapters);

const someStep = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("commit"),
      commits: fc.array(someCommit, { minLength: 1, maxLength: 3 }),
    } as const),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant("claim"),
      of: fc.subarray([...adapters], { minLength: 1 }),
    } as const),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("extend"), pick, wait } as const) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("putBack"), pick, wait, attempts: fc.nat(5) } as const),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("claimTimers") } as const) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pause"), adapter: someAdapter } as const) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("resume"), adapter: someAdapter } as const) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("forget"), wait } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("writeCursor"), value: fc.string() } as const),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("look"),
      filter: someFilter,
      limit: fc.integer({ min: 1, max: 4 }),
    } as const),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait"), wait } as const) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reopen") } as const) },
);

type Valued<Some> = Some extends fc.Arbitrary<infer Value> ? Value : never;
export type Step = Valued<typeof someStep>;
export type StepOf<Name extends Step["do"]> = Extract<Step, { readonly do: Name }>;
export type SomeCommit = Valued<typeof someCommit>;

export const someSteps = fc.array(someStep, { minLength: 30, maxLength: 60, size: "max" });
