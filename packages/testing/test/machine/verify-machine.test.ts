import { decide, initial, type Snapshot, type SubscriptionEvent } from "@tenure/machine";
import {
  anyHistory,
  checkDecision,
  ReferenceModel,
  verifyMachine,
  type Decide,
  type MachineReport,
} from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { brokenMachines } from "./broken-machines.ts";

/** `TENURE_MACHINE_RUNS=1000000` tries that many. */
const runs = Number(process.env["TENURE_MACHINE_RUNS"] ?? 1000);
const timeout = 3_600_000;

/** Whether the machine and the reference model, or an invariant, differ in these events. */
function differs(by: Decide, { broken }: MachineReport, events: readonly SubscriptionEvent[]) {
  const { capabilities, decisions } = broken ?? initial({ key: "AS-1" }).context;
  const reference = new ReferenceModel({ capabilities, decisions });
  let before = initial({ key: "AS-1", capabilities, decisions });
  try {
    for (const event of events) {
      const decision = by(before, event);
      checkDecision(reference, { decide: by, before, event, decision });
      before = decision.snapshot;
    }
    return false;
  } catch {
    return true;
  }
}

/** What shows only by what else is done with a snapshot. */
const besideDecisions = new Set([
  "remembers outside of the snapshot",
  "changes the snapshot it is given",
]);

/** The history once more, by the function alone: where it leads. */
function lived(by: Decide, report: MachineReport): Snapshot {
  const { capabilities, decisions, history = [] } = report.broken ?? {};
  const start = initial({ key: "AS-1", capabilities, decisions });
  return history.reduce((snapshot, event) => by(snapshot, event).snapshot, start);
}

describe("of the machine nothing is found", { timeout }, () => {
  test.each([0, 0.25, 1])("with a hostile share of %d", (hostile) => {
    const report = verifyMachine({ runs, hostile });
    expect(report.text).toBe(
      `No difference was seen in ${runs} histories of the seed ${report.seed}.`,
    );
    expect(report).toMatchObject({ isSound: true, histories: runs, broken: undefined });
  });
});

describe("a broken machine is found, by a history none of whose events can be left out", () => {
  test.each(Object.entries(brokenMachines))("that %s", (name, broken) => {
    const report = verifyMachine({ decide: broken, seed: 1, runs: 5000 });
    expect(report.isSound).toBe(false);
    const { history, seed, path, message, diagram } = report.broken ?? { history: [] };
    expect(history.length).toBeGreaterThan(0);
    expect(history.length).toBeLessThanOrEqual(6);
    expect(report.text).toContain(message);
    expect(report.text).toContain(diagram);
    const shorter = [...history.keys()].map((index) => history.toSpliced(index, 1));
    const isSeen = !besideDecisions.has(name);
    expect(differs(broken, report, history)).toBe(isSeen);
    expect(shorter.filter((events) => isSeen && differs(broken, report, events))).toEqual([]);
    const again = verifyMachine({ decide: broken, seed, path });
    expect(again.broken).toEqual(report.broken);
    expect(again.histories).toBe(1);
  });
});

test("the same seed tries the same", () => {
  const broken = brokenMachines["approves twice"];
  const first = verifyMachine({ decide: broken, seed: 7 });
  expect(verifyMachine({ decide: broken, seed: 7 })).toEqual(first);
  expect(first.broken?.history.map(({ type }) => type)).toEqual([
    "request.pending",
    "answer.approve",
  ]);
  expect(first.broken?.message).toBe(
    "expected processing / pending.approving: moved [approveRequest], got processing / pending.approving: moved [approveRequest approveRequest]",
  );
});

test("what breaks only late is found in histories that are long enough", () => {
  const tired: Decide = (before, event) => {
    const decision = decide(before, event);
    return before.context.ended.length < 4 ? decision : { ...decision, drift: true };
  };
  const report = verifyMachine({ decide: tired, maximumEvents: 60, seed: 1 });
  expect(report.broken?.history.length).toBeGreaterThan(4);
  expect(lived(decide, report).context.ended.length).toBeGreaterThanOrEqual(4);
});

test("what decides must give a decision, and the same each time", () => {
  const messageOf = (by: unknown) =>
    verifyMachine({ decide: by as Decide, seed: 1 }).broken?.message;
  expect(messageOf(() => undefined)).toContain("must give a snapshot");
  expect(messageOf(async (...given: Parameters<Decide>) => decide(...given))).toContain(
    "not a promise",
  );
  let decided = 0;
  const once: Decide = (before, event) => {
    decided += 1;
    return decided === 20 ? { ...decide(before, event), drift: true } : decide(before, event);
  };
  expect(messageOf(once)).toBe("what decides does not decide the same way each time");
});

test("a share that is none is refused", () => {
  expect(() => verifyMachine({ hostile: 2 })).toThrow(RangeError);
  expect(() => anyHistory({ hostile: Number.NaN })).toThrow(RangeError);
});

test("the reference model says what comes of an event, without the machine", () => {
  const { capabilities, decisions } = initial({ key: "AS-1" }).context;
  const reference = new ReferenceModel({ capabilities, decisions });
  const request = { id: "PR-1", type: "purchase" };
  expect(reference.apply({ type: "request.pending", request })).toEqual({
    verdict: "moved",
    effects: ["fulfillRequest"],
  });
  expect(reference).toMatchObject({ status: "processing", requestState: "pending.fulfilling" });
});
