import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { checkLinearizable } from "./check-linearizable.ts";
import { someOrderExplains } from "./every-order.ts";
import type { Operation } from "./operation.ts";
import { overlapping } from "./overlapping.ts";
import { register, type RegisterOperation } from "./register.ts";

type Called = Operation<RegisterOperation, number>;

function called(
  client: string,
  input: RegisterOperation,
  [from, to]: readonly [number, number?],
  output = 0,
): Called {
  const open = { client, input, invokedAt: BigInt(from) };
  return to === undefined ? open : { ...open, response: { at: BigInt(to), output } };
}

const registerOperation = fc.oneof(
  fc.record({ write: fc.nat(2) }),
  fc.constant("read" as const),
  fc.constant("increment" as const),
);

/** Anything at all: overlapping anyhow, open or not, seen rightly or not. */
const anyHistory = fc
  .array(
    fc.record({
      input: registerOperation,
      from: fc.nat(12),
      length: fc.nat(6),
      output: fc.nat(3),
      open: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((operations) =>
    operations.map(({ input, from, length, output, open }, index) =>
      called(`client-${index}`, input, open ? [from] : [from, from + length], output),
    ),
  );

describe("the check", () => {
  test.prop([anyHistory], { numRuns: 3_000 })(
    "says of any small history what trying every order says",
    (history) => {
      const { ok } = checkLinearizable(register, history);
      expect(ok).toBe(someOrderExplains(register, history));
    },
  );

  test.prop([
    overlapping(register, registerOperation, { clients: 4, maxLength: 60, crashes: 0.1 }),
  ])("accepts what was made from one order, however it overlaps", (history) => {
    expect(checkLinearizable(register, history).ok).toBe(true);
  });

  test.prop([
    overlapping(register, registerOperation, { clients: 3, maxLength: 20, crashes: 0.1 }),
  ])("gives an order that explains the history", (history) => {
    const result = checkLinearizable(register, history);
    const order = result.ok ? result.order : [];
    const answered = history.filter(({ response }) => response !== undefined);
    expect(answered.filter((operation) => !order.includes(operation))).toEqual([]);
    expect(order).toHaveLength(new Set(order).size);
    let state = register.initial;
    for (const [place, { input, response }] of order.entries()) {
      const applied = register.apply(state, input);
      ({ state } = applied);
      if (response !== undefined) expect(response.output).toBe(applied.output);
      const late = order.slice(0, place).find((before) => {
        const { at } = response ?? {};
        return at !== undefined && at < before.invokedAt;
      });
      expect(late).toBeUndefined();
    }
  });

  test("accepts no operations at all, and operations that are all open", () => {
    expect(checkLinearizable(register, []).ok).toBe(true);
    expect(checkLinearizable(register, [called("a", "increment", [1])]).ok).toBe(true);
  });

  test("lets an open operation take effect late, or never", () => {
    const open = called("a", { write: 7 }, [0]);
    const read = (from: number, output: number) => called("b", "read", [from, from + 1], output);
    expect(checkLinearizable(register, [open, read(10, 0), read(20, 7)]).ok).toBe(true);
    expect(checkLinearizable(register, [open, read(10, 0), read(20, 0)]).ok).toBe(true);
    expect(checkLinearizable(register, [open, read(10, 7), read(20, 0)]).ok).toBe(false);
  });

  test("gives up on a history that is too entangled, and does not call it wrong", () => {
    const history = Array.from({ length: 14 }, (_, index) =>
      called(`client-${index}`, { write: index + 1 }, [0, 10], index + 1),
    );
    const wrong = called("reader", "read", [20, 30], 99);
    expect(() => checkLinearizable(register, [...history, wrong], { limit: 1_000 })).toThrow(
      RangeError,
    );
  });
});

describe("a history that is refused", () => {
  const history = [
    called("a", { write: 1 }, [0, 10], 1),
    called("a", { write: 2 }, [20, 30], 2),
    called("b", "read", [25, 45], 2),
    called("a", "read", [40, 60], 1),
    called("b", "increment", [50, 70], 3),
    called("a", "read", [80, 90], 3),
  ];

  test("is shown from the first response that nothing explains, with what it overlaps", () => {
    const result = checkLinearizable(register, history);
    expect(result).toMatchObject({
      ok: false,
      unexplained: { client: "a", input: "read", invokedAt: 40n },
      expected: [2, 3],
    });
    expect(result.ok ? [] : result.drawing.split("\n")).toEqual([
      '  a ├─┤      {"write":2} → 2',
      '  b  ├──┤    "read" → 2',
      '✗ a    ├──┤  "read" → 1',
      '  b      ├─… "increment" → (open)',
      "expected 2 or 3",
    ]);
  });

  test.prop([anyHistory.filter((each) => !someOrderExplains(register, each))], { numRuns: 300 })(
    "would be accepted up to just before the response that is shown, and with what was expected",
    (refused) => {
      const result = checkLinearizable(register, refused);
      if (result.ok) throw new Error("it was accepted");
      const { unexplained, window, expected } = result;
      const time = unexplained.response?.at ?? -1n;
      const before = refused
        .filter(({ invokedAt }) => invokedAt < time)
        .map(({ response, ...open }) =>
          response !== undefined && response.at < time ? { ...open, response } : open,
        );
      expect(someOrderExplains(register, before)).toBe(true);
      expect(window).toContain(unexplained);
      const upTo = refused
        .filter(({ invokedAt }) => invokedAt <= time)
        .map(({ response, ...open }) =>
          response !== undefined && response.at <= time ? { ...open, response } : open,
        );
      expect(someOrderExplains(register, upTo)).toBe(false);
      expect(expected).not.toContain(unexplained.response?.output);
    },
  );
});
