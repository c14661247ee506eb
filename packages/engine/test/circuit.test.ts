import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";

import { Circuit, type Proof } from "../src/dispatch/circuit.ts";

const policy = { failures: 3, pause: 1000 };

function fail(circuit: Circuit, times: number, now: number): void {
  for (let time = 0; time < times; time += 1) circuit.start(now)("fails", now);
}

test("failures in a row open the circuit for its pause, and one probe goes ahead after it", () => {
  const circuit = new Circuit(policy);
  fail(circuit, 2, 0);
  circuit.start(0)("works", 0);
  fail(circuit, 2, 0);
  expect(circuit.state(0)).toBe("closed");
  fail(circuit, 1, 0);
  expect([circuit.state(999), circuit.permits(999), circuit.opensAt(999)]).toEqual([
    "open",
    0,
    1000,
  ]);
  expect([circuit.state(1000), circuit.permits(1000)]).toEqual(["halfOpen", 1]);
  circuit.start(1000);
  expect(circuit.permits(1000)).toBe(0);
});

test("a probe that works closes the circuit, and the next pause is short again", () => {
  const circuit = new Circuit(policy);
  fail(circuit, 3, 0);
  circuit.start(1000)("fails", 1000);
  expect(circuit.opensAt(1000)).toBe(3000);
  circuit.start(3000)("works", 3000);
  expect([circuit.state(3000), circuit.permits(3000)]).toEqual(["closed", Infinity]);
  fail(circuit, 3, 3000);
  expect(circuit.opensAt(3000)).toBe(4000);
});

test("pauses double up to a minute", () => {
  const circuit = new Circuit(policy);
  fail(circuit, 3, 0);
  const pauses: number[] = [];
  let now = 0;
  for (let probe = 0; probe < 9; probe += 1) {
    const opensAt = circuit.opensAt(now) ?? now;
    pauses.push(opensAt - now);
    now = opensAt;
    circuit.start(now)("fails", now);
  }
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("a probe that says nothing makes way for another", () => {
  const circuit = new Circuit(policy);
  fail(circuit, 3, 0);
  circuit.start(1000)("unknown", 1000);
  expect([circuit.state(1000), circuit.permits(1000)]).toEqual(["halfOpen", 1]);
});

test("what was started before the circuit opened neither closes it nor keeps it open longer", () => {
  const circuit = new Circuit(policy);
  const early = circuit.start(0);
  const late = circuit.start(0);
  fail(circuit, 3, 0);
  early("fails", 500);
  late("works", 600);
  expect(circuit.opensAt(600)).toBe(1000);
});

const proof = fc.constantFrom<Proof>("works", "fails", "unknown");

test.prop([fc.array(fc.record({ proof, passed: fc.nat({ max: 3000 }) }))])(
  "however attempts end, no more than one runs unless the circuit is closed, and it opens in time",
  (attempts) => {
    const circuit = new Circuit(policy);
    let now = 0;
    for (const attempt of attempts) {
      now += attempt.passed;
      if (circuit.permits(now) === 0) {
        const opensAt = circuit.opensAt(now) ?? Number.NaN;
        expect(opensAt - now).toBeLessThanOrEqual(60_000);
        now = opensAt;
      }
      const end = circuit.start(now);
      if (circuit.state(now) !== "closed") expect(circuit.permits(now)).toBe(0);
      end(attempt.proof, now);
      // Told twice, it counts once.
      end("fails", now);
    }
  },
);
