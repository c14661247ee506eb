import { fc, test } from "@fast-check/vitest";
import {
  decide,
  initial,
  lifecycleOf,
  requestStateOf,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { describe, expect } from "vitest";

/**
 * The lifecycle table as a vendor reads it in the platform's manual, kept apart from the chart: one
 * open request at a time, its type and how it ends. Returns the status, or undefined where the platform
 * itself would not let the request be opened.
 */
class Reference {
  status = "new";
  open: string | undefined;
  canceledFrom = "active";

  readonly hold: boolean;
  readonly drafts: boolean;

  constructor(hold: boolean, drafts: boolean) {
    this.hold = hold;
    this.drafts = drafts;
  }

  mayOpen(type: string, draft: boolean): boolean {
    if (this.open !== undefined) return false;
    if (draft) return type === "purchase" && this.status === "new" && this.drafts;
    if (type === "purchase") return this.status === "new";
    if (type === "resume") return this.status === "suspended" && this.hold;
    if (type === "suspend" && !this.hold) return false;
    return this.status === "active" || (type === "cancel" && this.status === "suspended");
  }

  opened(type: string, draft: boolean): void {
    this.open = type;
    if (type === "purchase") this.status = draft ? "draft" : "processing";
    if (type === "cancel") {
      this.canceledFrom = this.status;
      this.status = "terminating";
    }
  }

  submitted(): void {
    this.status = "processing";
  }

  ended(outcome: "approved" | "failed" | "revoked"): void {
    const type = this.open;
    this.open = undefined;
    if (outcome === "approved") {
      if (type === "purchase" || type === "resume") this.status = "active";
      if (type === "suspend") this.status = "suspended";
      if (type === "cancel") this.status = "terminated";
    } else {
      if (type === "purchase") this.status = "terminated";
      if (type === "cancel") this.status = this.canceledFrom;
    }
  }
}

const types = [
  "purchase",
  "change",
  "adjustment",
  "suspend",
  "resume",
  "cancel",
  "renew",
  "transfer",
];
const detours = ["request.inquiring", "request.tiersSetup", "request.scheduled"] as const;

const step = fc.record({
  pick: fc.nat(1_000),
  draft: fc.boolean(),
  detour: fc.option(fc.constantFrom(...detours), { nil: undefined }),
  outcome: fc.constantFrom("approved", "approved", "failed", "revoked"),
  duplicates: fc.boolean(),
});

describe("decide follows the lifecycle table", () => {
  test.prop(
    [fc.boolean(), fc.boolean(), fc.array(step, { minLength: 1, maxLength: 24, size: "max" })],
    {
      numRuns: 1_000,
    },
  )("whatever requests are opened and however they end", (hold, drafts, steps) => {
    const reference = new Reference(hold, drafts);
    let snapshot = initial({
      key: "AS-1",
      capabilities: { administrativeHold: hold, dynamicValidation: { purchase: drafts } },
    });
    let number = 0;
    const send = (event: SubscriptionEventInput) => {
      const decision = decide(snapshot, event);
      snapshot = decision.snapshot;
      return decision;
    };

    for (const { pick, draft, detour, outcome, duplicates } of steps) {
      const legal = types.filter((candidate) => reference.mayOpen(candidate, draft));
      const type = legal[pick % legal.length];
      if (type === undefined) continue;
      number += 1;
      const request = { id: `PR-${number}`, type };
      const opening: SubscriptionEventInput = {
        type: draft ? "request.draft" : "request.pending",
        request,
      };
      expect(send(opening).verdict.type).toBe("moved");
      reference.opened(type, draft);
      expect(lifecycleOf(snapshot)).toBe(reference.status);
      if (duplicates) expect(send(opening).verdict).toEqual({ type: "unchanged", reason: "known" });

      if (draft) {
        send({ type: "request.pending", request });
        reference.submitted();
        expect(lifecycleOf(snapshot)).toBe(reference.status);
      }
      if (detour !== undefined) {
        expect(send({ type: detour, request }).verdict.type).toBe("moved");
        send({ type: "request.pending", request });
        expect(lifecycleOf(snapshot)).toBe(reference.status);
      }
      const end: SubscriptionEventInput = { type: `request.${outcome}`, request };
      expect(send(end).verdict.type).toBe("moved");
      reference.ended(outcome);
      expect(lifecycleOf(snapshot)).toBe(reference.status);
      expect(requestStateOf(snapshot)).toBe("none");
      if (duplicates) {
        expect(send(end).verdict.type).toBe("unchanged");
        expect(send(opening).verdict.type).toBe("unchanged");
        expect(lifecycleOf(snapshot)).toBe(reference.status);
      }
    }
  });
});
