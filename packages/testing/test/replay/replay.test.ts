import { AssertionError } from "node:assert";

import { fc, test } from "@fast-check/vitest";
import { createReader, type HistoryExport } from "@tenure/engine";
import { machineOf, type SubscriptionEventInput } from "@tenure/machine";
import { HistoryFileError, replay } from "@tenure/testing/engine";
import { anyHistory } from "@tenure/testing/machine";
import { memoryStore } from "@tenure/testing/store";
import { describe, expect } from "vitest";

import { entryViews } from "../../../../apps/tenure/src/api/history-view.ts";
import { beforeHistory } from "../../../engine/src/read/replay.ts";
import { record } from "../engine/read/recorded.ts";
import { decidedOtherwise, exported, key } from "./lived-history.ts";

/** What redaction shows of it is enough to live it again. */
const plainHistory = anyHistory({ maximumEvents: 60, hostile: 0 });

async function recorded(
  events: readonly SubscriptionEventInput[],
  redacted: boolean,
): Promise<HistoryExport> {
  const store = memoryStore();
  await store.open();
  await record(store, { key }, events);
  const document = await createReader({ store }).export(key, { redacted });
  return JSON.parse(JSON.stringify(document)) as HistoryExport;
}

/** With items and parameters that are called by more than one word. */
async function recordedOddly(
  history: readonly SubscriptionEventInput[],
  redacted: boolean,
): Promise<HistoryExport> {
  const events = history.map((told) => {
    const text = JSON.stringify(told, (name, value: unknown) => {
      if (name === "items" && Array.isArray(value)) {
        return value.map((one: { readonly id: string }) => ({ ...one, id: `item ${one.id}` }));
      }
      if (name !== "parameters" || typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([id, one]: [string, unknown]) => [`parameter ${id}`, one]),
      );
    });
    return JSON.parse(text) as SubscriptionEventInput;
  });
  return recorded(events, redacted);
}

/** As `tenure history --json` prints it. */
function lines({ entries, record: { snapshot } }: HistoryExport, redacted: boolean): object[] {
  const known = { outstanding: new Map(), failed: new Map(), redacted, now: 0 };
  const views = entryViews(entries, beforeHistory({ snapshot }), known);
  return JSON.parse(JSON.stringify(views)) as object[];
}

async function failure(replaying: Promise<unknown>): Promise<unknown> {
  return replaying.then(
    () => "it passed",
    (error: unknown) => error,
  );
}

describe("a history that the same machine decided", () => {
  test.prop([plainHistory, fc.boolean()], { numRuns: 60 })(
    "replays, whole and redacted, and says how many steps were compared",
    async (steps, redacted) => {
      const document = await recorded(steps, redacted);
      expect(await replay(document)).toEqual({
        key,
        steps: document.entries.length,
        status: document.record.status,
        kind: "export",
        redacted,
      });
    },
  );

  test.prop([plainHistory, fc.boolean()], { numRuns: 60 })(
    "replays from the lines of `tenure history --json`",
    async (steps, redacted) => {
      const document = await recorded(steps, false);
      const { snapshot } = document.record;
      const { decisions } = snapshot.context;
      const options = { decisions, machine: machineOf(snapshot) };
      const { steps: compared, kind, status } = await replay(lines(document, redacted), options);
      expect({ compared, kind, status }).toEqual({
        compared: document.entries.length,
        kind: "lines",
        status: document.record.status,
      });
    },
  );

  test.prop([plainHistory, fc.boolean()], { numRuns: 40 })(
    "and whose ids and names redaction hides is refused, and replays whole",
    async (steps, redacted) => {
      const document = await recordedOddly(steps, redacted);
      const said = await failure(replay(document));
      const isHidden = said instanceof HistoryFileError && said.code === "hidden";
      expect(said === "it passed" || (redacted && isHidden), String(said)).toBe(true);
      expect(isHidden).toBe(/"id":"\[redacted\]"|"\[redacted\] /u.test(JSON.stringify(document)));
    },
  );

  test("replays when the real engine lived it, with timers, refusals and a handler's answers", async () => {
    const [whole, redacted] = [await exported(), await exported(true)];
    const types = whole.entries.map(({ event }) => event.type);
    expect(types).toEqual(
      expect.arrayContaining(["answer.postpone", "timer.due", "request.approved"]),
    );
    expect(whole.entries.map(({ verdict }) => verdict.type)).toContain("refused");
    const steps = whole.entries.length;
    expect(await replay(whole)).toMatchObject({ steps, status: "active", redacted: false });
    expect(await replay(redacted)).toMatchObject({ steps, status: "active", redacted: true });
  });
});

describe("a history that was decided otherwise", () => {
  test.prop([plainHistory, fc.nat(), fc.boolean()], { numRuns: 60 })(
    "fails at the first step that differs, with what was recorded as expected",
    async (steps, place, redacted) => {
      const document = await recorded(steps, redacted);
      const at = place % document.entries.length;
      const effects = [
        ...(document.entries[at]?.effects ?? []),
        { type: "cancelTimer", timer: "schedule" } as const,
        { type: "cancelTimer", timer: "schedule" } as const,
      ];
      const error = await failure(replay(decidedOtherwise(document, at, { effects })));
      expect(error).toBeInstanceOf(AssertionError);
      expect(error).toMatchObject({ expected: { version: at + 1, effects } });
      expect(String(error)).toMatch(
        new RegExp(`step ${at + 1} of ${document.entries.length} differs`, "u"),
      );
    },
  );

  test.prop([plainHistory, fc.nat(), fc.boolean()], { numRuns: 60 })(
    "is found in lines that lead elsewhere",
    async (steps, place, redacted) => {
      const document = await recorded(steps, false);
      const views = lines(document, redacted);
      const at = place % views.length;
      const otherwise = views.map((view, index) =>
        index === at ? { ...view, to: { ...Reflect.get(view, "to"), status: "draft?" } } : view,
      );
      const { decisions } = document.record.snapshot.context;
      const error = await failure(replay(otherwise, { decisions }));
      expect(error).toBeInstanceOf(AssertionError);
      expect(error).toMatchObject({ expected: { version: at + 1, status: "draft?" } });
    },
  );

  test("names the subscription, its state, the event and each place that differs", async () => {
    const document = await exported();
    const at = document.entries.findIndex(({ event }) => event.type === "command.suspend");
    const moved = { verdict: { type: "moved" } } as const;
    const error = await failure(replay(decidedOtherwise(document, at, moved)));
    expect(String(error)).toContain(
      `step ${at + 1} of ${document.entries.length} differs, command.suspend on subscription ${key} (active, request none)`,
    );
    expect(String(error)).toContain(
      'verdict.type: recorded "moved", now "refused"\n  verdict.refusal: recorded nothing, now {"code":"capability_missing"',
    );
    expect(error).toMatchObject({
      expected: { event: { type: "command.suspend" }, verdict: { type: "moved" } },
      actual: { verdict: { type: "refused" } },
    });
  });

  test("does not fail for the words of a refusal alone", async () => {
    const document = await exported();
    const at = document.entries.findIndex(({ verdict }) => verdict.type === "refused");
    const verdict = document.entries[at]?.verdict;
    if (verdict?.type !== "refused") throw new Error("nothing was refused");
    const refusal = { ...verdict.refusal, message: "No." };
    const reworded = decidedOtherwise(document, at, { verdict: { type: "refused", refusal } });
    expect(await replay(reworded)).toMatchObject({ steps: document.entries.length });
    const other = { type: "refused", refusal: { ...refusal, code: "consent_missing" } } as const;
    const error = await failure(replay(decidedOtherwise(document, at, { verdict: other })));
    expect(String(error)).toContain('verdict.refusal.code: recorded "consent_missing"');
  });

  test("is found by the snapshot after the last step", async () => {
    const document = await exported(true);
    const { snapshot } = document.record;
    const context = { ...snapshot.context, renewal: "manual" as const };
    const moved = {
      ...document,
      record: { ...document.record, snapshot: { ...snapshot, context } },
    };
    expect(String(await failure(replay(moved)))).toContain(
      'snapshot.context.renewal: recorded "manual", now "automatic"',
    );
  });

  test("and whose record was changed beside its snapshot is damaged", async () => {
    const document = await exported();
    const later = { ...document.record, createdAt: 1 };
    const error = await failure(replay({ ...document, record: later }));
    expect(error).toBeInstanceOf(HistoryFileError);
    expect(error).toMatchObject({ code: "damaged" });
  });
});
