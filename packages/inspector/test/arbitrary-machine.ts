import * as fc from "fast-check";

/** A state of a random machine, as it is written. */
export interface RandomState {
  readonly id?: string;
  readonly type?: "parallel" | "final" | "history";
  readonly history?: "shallow" | "deep";
  readonly initial?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly entry?: unknown;
  readonly exit?: unknown;
  readonly invoke?: unknown;
  readonly on?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly always?: unknown;
  readonly onDone?: unknown;
  readonly states?: Readonly<Record<string, RandomState>>;
}

const key = fc.constantFrom("a", "b", "c", "d", "waiting for it", "e.f", "g\\h");
const stateId = fc.option(fc.constantFrom("here", "there", "every.where", "machine"), {
  nil: undefined,
});

/** What a target may be written as, found or not. */
export const target: fc.Arbitrary<string> = fc.oneof(
  key,
  fc.tuple(key, key).map((keys) => keys.join(".")),
  key.map((one) => `.${one}`),
  fc.tuple(key, key).map((keys) => `.${keys.join(".")}`),
  fc.constantFrom(
    "#here",
    "#there",
    "#machine",
    "#every.where",
    "#every\\.where",
    "#(machine)",
    ".",
  ),
  fc.tuple(fc.constantFrom("#here", "#machine", "#there"), key).map((parts) => parts.join(".")),
  fc.tuple(key, key).map((keys) => `#machine.${keys.join(".")}`),
  fc.constantFrom("e\\.f", "#machine.e\\.f", ".e\\.f", "#", "#.", "nowhere"),
);

const action = fc.oneof(
  fc.constantFrom("log", "notify", "xstate.raise"),
  fc.record({ type: fc.constantFrom("track", "store"), params: fc.constant({ to: 1 }) }),
);
const actions = fc.oneof(action, fc.array(action, { maxLength: 3 }));
const guard = fc.oneof(
  fc.constantFrom("isReady", "isOpen"),
  fc.record({ type: fc.constantFrom("isAbove"), params: fc.constant({ least: 3 }) }),
);

const fields = (targets: fc.Arbitrary<unknown>) =>
  fc.record(
    {
      target: targets,
      guard,
      actions,
      reenter: fc.boolean(),
      description: fc.constantFrom("", "why it goes there"),
    },
    { requiredKeys: [] },
  );

const transition = (targets: fc.Arbitrary<string>) => {
  const one = fc.oneof(targets, fields(fc.oneof(targets, fc.array(targets, { maxLength: 2 }))));
  return fc.oneof({ weight: 3, arbitrary: one }, fc.array(one, { minLength: 1, maxLength: 3 }));
};

const table = (keys: fc.Arbitrary<string>, values: fc.Arbitrary<unknown>) =>
  fc.dictionary(keys, values, { maxKeys: 3, noNullPrototype: true });

function withInitial(state: RandomState): RandomState {
  const [first] = Object.entries(state.states ?? {}).flatMap(([name, child]) =>
    child.type === "history" ? [] : [name],
  );
  if (first === undefined || state.type !== undefined) return state;
  return { ...state, initial: first };
}

/** A state with everything a state may have. */
function stateWith(depth: number, targets: fc.Arbitrary<string>): fc.Arbitrary<RandomState> {
  const written = transition(targets);
  const base = {
    id: stateId,
    description: fc.constantFrom("what it is about", ""),
    tags: fc.array(fc.constantFrom("busy", "open"), { maxLength: 2 }),
    entry: actions,
    exit: actions,
    invoke: fc.record(
      {
        src: fc.constantFrom("fetchUser", "pay"),
        id: fc.constantFrom("user", "payment"),
        onDone: written,
        onError: written,
      },
      { requiredKeys: ["src"] },
    ),
    on: table(fc.constantFrom("GO", "STOP", "*", "mouse.*", "order.paid"), written),
    after: table(fc.constantFrom("100", "2000", "patience"), written),
    always: written,
  };
  const leaf = fc.record(
    { ...base, type: fc.constantFrom(undefined, undefined, undefined, "final" as const) },
    { requiredKeys: [] },
  );
  const history = fc.record({
    type: fc.constant("history" as const),
    history: fc.constantFrom("shallow" as const, "deep" as const),
  });
  if (depth === 0)
    return fc.oneof({ weight: 5, arbitrary: leaf }, history) as fc.Arbitrary<RandomState>;
  const inside = fc.dictionary(key, stateWith(depth - 1, targets), {
    minKeys: 1,
    maxKeys: 4,
    noNullPrototype: true,
  });
  const nested = fc
    .record(
      {
        ...base,
        onDone: written,
        type: fc.constantFrom(undefined, undefined, "parallel" as const),
        states: inside,
      },
      { requiredKeys: ["states"] },
    )
    .map((state) => withInitial(state as RandomState));
  return fc.oneof(
    { weight: 4, arbitrary: leaf as fc.Arbitrary<RandomState> },
    { weight: 4, arbitrary: nested },
    { weight: 1, arbitrary: history },
  );
}

const without = (state: RandomState): RandomState => {
  const {
    always: _always,
    on: _on,
    after: _after,
    onDone: _onDone,
    invoke: _invoke,
    ...rest
  } = state;
  const states = Object.entries(state.states ?? {}).map(([name, child]) => [name, without(child)]);
  return state.states === undefined ? rest : { ...rest, states: fromEntries(states) };
};

/** An object of own fields, one of the name `__proto__` too. */
const fromEntries = (entries: readonly (readonly unknown[])[]): Record<string, RandomState> => {
  const made = {};
  for (const [name, value] of entries) {
    Object.defineProperty(made, String(name), {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return made;
};

/** A whole machine; many of its targets lead nowhere. */
export const randomMachine = (targets: fc.Arbitrary<string> = target): fc.Arbitrary<RandomState> =>
  fc
    .dictionary(key, stateWith(2, targets), { minKeys: 1, maxKeys: 4, noNullPrototype: true })
    .chain((states) =>
      fc.record({
        id: fc.constantFrom("machine", "here"),
        type: fc.constantFrom(undefined, "parallel" as const),
        states: fc.constant(states),
      }),
    )
    .map((machine) =>
      withInitial(
        machine.type === undefined
          ? { id: machine.id, states: machine.states }
          : (machine as RandomState),
      ),
    );

/** A machine without any transitions: only where its states are. */
export const randomStates: fc.Arbitrary<RandomState> = randomMachine().map(without);
