import { fc } from "@fast-check/vitest";

type Payload = Readonly<Record<string, unknown>>;
type Place = readonly string[];

/** Takes a value away. */
const missing = Symbol("missing");

/** What stands where something else belongs. */
const wrong = fc.oneof(
  fc.constantFrom(
    missing,
    null,
    "",
    0,
    -1,
    1e308,
    true,
    "2026-02-30T25:61:00",
    "9999-12-31T23:59:59Z",
    "\ud800",
    "\u0000",
    "__proto__",
    "x".repeat(100_000),
  ),
  fc.string({ unit: "grapheme" }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Every place in a value, its members' members included. */
function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [name],
    ...placesIn(member).map((place) => [name, ...place]),
  ]);
}

function spoil(value: unknown, [name = "", ...rest]: Place, instead: unknown): unknown {
  // What stood there may have been spoiled before.
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, member]) => {
    if (key !== name) return [[key, member]];
    if (rest.length > 0) return [[key, spoil(member, rest, instead)]];
    return instead === missing ? [] : [[key, instead]];
  });
  return Array.isArray(value)
    ? entries.map(([, member]) => member as unknown)
    : Object.fromEntries(entries);
}

/** The payload with up to four places in it spoiled, and something in it that nobody knows. */
export function spoiled(payload: Payload): fc.Arbitrary<Payload> {
  const places = placesIn(payload);
  const change = fc.tuple(fc.constantFrom(...places), wrong);
  return fc
    .tuple(fc.array(change, { minLength: 1, maxLength: 4 }), fc.jsonValue({ maxDepth: 4 }))
    .map(([changes, newcomer]) => {
      let result: unknown = payload;
      for (const [place, instead] of changes) result = spoil(result, place, instead);
      return { ...(result as Payload), newcomer };
    });
}
