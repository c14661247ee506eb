import * as fc from "fast-check";

const id = fc.constantFrom("x:0", "x:1", "x:2", "x:3", "__proto__", "constructor");
const createdAt = fc.constantFrom("1700000000000", "1700000000001", undefined, 5, "soon");

const value = fc.constantFrom<unknown>(
  "a",
  "b",
  { a: "b" },
  { left: "a", right: { c: "d" } },
  null,
);

const snapshot = fc.record(
  {
    status: fc.constantFrom("active", "done", "error", "stopped"),
    value,
    context: fc.jsonValue({ maxDepth: 2 }),
    output: fc.constantFrom(undefined, 1),
    error: fc.constantFrom(undefined, "no"),
    tags: fc.constantFrom([], ["busy"]),
  },
  { requiredKeys: ["status", "value"] },
);

const event = fc.record(
  {
    type: fc.constantFrom("GO", "STOP", "xstate.done.actor.0", ""),
    data: fc.jsonValue({ maxDepth: 1 }),
  },
  { requiredKeys: ["type"] },
);

const definition = fc.constantFrom(
  undefined,
  `{"id":"a"}`,
  `{"id":"b","states":{"a":{}}}`,
  `{"id":"${"c".repeat(500)}"}`,
  `{"id":"${"d".repeat(900)}"}`,
);

/** A message as an inspector sends it. */
export const protocolMessage = fc.oneof(
  fc.record({
    type: fc.constant("@xstate.actor"),
    sessionId: id,
    name: fc.constantFrom("order", "payment"),
    parentId: fc.option(id, { nil: undefined }),
    rootId: id,
    definition,
    snapshot: fc.option(snapshot, { nil: undefined }),
    createdAt,
    _version: fc.constant("0.7.2"),
  }),
  fc.record({
    type: fc.constant("@xstate.event"),
    sessionId: id,
    sourceId: fc.option(id, { nil: undefined }),
    event,
    createdAt,
    _version: fc.constant("0.7.2"),
  }),
  fc.record({
    type: fc.constant("@xstate.snapshot"),
    sessionId: id,
    event,
    snapshot,
    createdAt,
    _version: fc.constant("0.7.2"),
  }),
);

const names =
  "type sessionId sourceId event snapshot definition parentId rootId name createdAt id _version __proto__".split(
    " ",
  );

/** What only looks like a message, or like nothing at all. */
export const hostileMessage = fc.oneof(
  fc.anything({
    maxDepth: 3,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
  fc.string({ unit: "binary" }),
  fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(
      fc.constantFrom<unknown>(
        "@xstate.actor",
        "@xstate.event",
        "@xstate.snapshot",
        "@xstate.microstep",
      ),
      id,
      fc.anything({ maxDepth: 3 }),
      fc.string({ minLength: 0, maxLength: 300 }),
    ),
  ),
  protocolMessage.map((message) => JSON.stringify(message)),
);
