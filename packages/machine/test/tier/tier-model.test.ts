import { fc, test } from "@fast-check/vitest";
import {
  decide,
  initial,
  lifecycleOf,
  requestStateOf,
  type SubscriptionEventInput,
} from "@tenure/machine";
import { describe, expect } from "vitest";

/** The tier configuration's page in the platform's manual, kept apart from the chart. */
class Manual {
  status = "new";
  open: string | undefined;
  reseller: string | undefined;

  mayOpen(type: string): boolean {
    if (this.open !== undefined || this.status === "discarded") return false;
    return type === "setup" ? this.status === "new" : this.status === "active";
  }

  opened(type: string, asDraft: boolean): void {
    this.open = type;
    if (!asDraft) this.submitted();
    else if (type === "setup") this.status = "draft";
  }

  submitted(): void {
    this.status = "processing";
  }

  deleted(): void {
    if (this.open === "setup") this.status = "discarded";
    this.open = undefined;
  }

  ended(outcome: "approved" | "failed", reseller: string): void {
    this.open = undefined;
    this.status = "active";
    if (outcome === "approved") this.reseller = reseller;
  }
}

const detours = ["request.inquiring", "request.tiersSetup"] as const;

const step = fc.record({
  type: fc.constantFrom("setup", "setup", "update", "adjustment"),
  draft: fc.constantFrom("none", "none", "submitted", "deleted"),
  detour: fc.option(fc.constantFrom(...detours), { nil: undefined }),
  outcome: fc.constantFrom("approved", "failed"),
  duplicates: fc.boolean(),
});

describe("decide follows the manual of tier configurations", () => {
  test.prop([fc.array(step, { minLength: 1, maxLength: 16 })], { numRuns: 500 })(
    "whatever requests are opened and however they end",
    (steps) => {
      const manual = new Manual();
      let snapshot = initial({ key: "TC-1", machine: "tierConfiguration" });
      const send = (event: SubscriptionEventInput) => {
        const decision = decide(snapshot, event);
        snapshot = decision.snapshot;
        return decision.verdict.type;
      };
      const agree = () => {
        expect(lifecycleOf(snapshot)).toBe(manual.status);
        expect(snapshot.context.parameters["reseller"]).toBe(manual.reseller);
      };

      for (const [index, { type, draft, detour, outcome, duplicates }] of steps.entries()) {
        if (!manual.mayOpen(type)) continue;
        const request = { id: `TCR-${index}`, type };
        const opening = { type: draft === "none" ? "request.pending" : "request.draft", request };
        expect(send(opening as SubscriptionEventInput)).toBe("moved");
        manual.opened(type, draft !== "none");
        agree();
        if (draft === "deleted") {
          expect(send({ type: "request.discarded", request })).toBe("moved");
          manual.deleted();
          agree();
          continue;
        }
        if (draft === "submitted") {
          expect(send({ type: "request.pending", request })).toBe("moved");
          manual.submitted();
          agree();
        }
        if (detour !== undefined) {
          expect(send({ type: detour, request })).toBe("moved");
          expect(send({ type: "request.pending", request })).toBe("moved");
          agree();
        }
        const reseller = `R-${index}`;
        const end = {
          type: `request.${outcome}`,
          request: { ...request, parameters: { reseller } },
        };
        expect(send(end as SubscriptionEventInput)).toBe("moved");
        manual.ended(outcome, reseller);
        agree();
        expect(requestStateOf(snapshot)).toBe("none");
        if (duplicates) {
          expect(send(end as SubscriptionEventInput)).toBe("unchanged");
          expect(send(opening as SubscriptionEventInput)).toBe("unchanged");
          agree();
        }
      }
    },
  );
});
