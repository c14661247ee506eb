import { lifecycleOf, requestStateOf, type SubscriptionEventInput } from "@tenure/machine";
import { given } from "@tenure/testing/machine";
import { describe, expect, test } from "vitest";

import { consent, numbered, purchased, suspended } from "./purchased.ts";

const cancelRejected = (from: readonly SubscriptionEventInput[], how: "failed" | "revoked") => [
  ...from,
  { type: "request.pending", request: numbered(9, "cancel") } as const,
  { type: `request.${how}`, request: numbered(9, "cancel") } as const,
];

describe("decision", () => {
  test("D1: a draft is gated by the draft requests' validation, or by the inquiring form's", () => {
    const draft = { type: "request.draft", request: numbered(1, "purchase") } as const;
    const only = (gate: "purchase" | "inquiring") => ({ dynamicValidation: { [gate]: true } });
    const status = (gate: "purchase" | "inquiring", draftGate: "draftRequests" | "inquiringForm") =>
      lifecycleOf(
        given([], { capabilities: only(gate), decisions: { draftGate } }).when(draft).decision
          .snapshot,
      );

    expect(status("purchase", "draftRequests")).toBe("draft");
    expect(status("inquiring", "draftRequests")).toBe("new");
    expect(status("purchase", "inquiringForm")).toBe("new");
    expect(status("inquiring", "inquiringForm")).toBe("draft");
  });

  test("D2: a suspended subscription may be canceled, or not", () => {
    const cancel = { type: "command.cancel", consent } as const;
    expect(given(suspended).when(cancel).decision.verdict.type).toBe("moved");
    const strict = { decisions: { cancelWhileSuspended: false } };
    expect(given(suspended, strict).when(cancel).decision.verdict).toMatchObject({
      refusal: { guard: "cancelWhileSuspended" },
    });
  });

  test("D3: a rejected cancel leads back to where it was canceled from, or always to active", () => {
    const events = cancelRejected(suspended, "failed");
    expect(lifecycleOf(given(events).snapshot)).toBe("suspended");
    expect(lifecycleOf(given(events, { decisions: { rejectedCancel: "active" } }).snapshot)).toBe(
      "active",
    );
  });

  test("D4: revoked acts on the subscription as failed does, or leaves it alone", () => {
    const events = cancelRejected(purchased, "revoked");
    expect(lifecycleOf(given(events).snapshot)).toBe("active");
    const alone = { decisions: { revokedActsAsFailed: false } };
    expect(lifecycleOf(given(events, alone).snapshot)).toBe("terminating");
    expect(requestStateOf(given(events, alone).snapshot)).toBe("none");
  });

  test("D5: a scheduled request is read when its planned date comes, or left to the platform", () => {
    const plannedDate = "2026-02-01T00:00:00.000Z";
    const fact = {
      type: "request.scheduled",
      request: { ...numbered(2, "change"), plannedDate },
    } as const;
    expect(given(purchased).when(fact).decision.effects).toMatchObject([
      { due: { at: plannedDate } },
    ]);
    const left = { decisions: { scheduledComesDue: "platform" } } as const;
    expect(given(purchased, left).when(fact).decision.effects).toMatchObject([
      { due: { after: 3_600_000 } },
    ]);
  });

  test("D6: an inquiring request may be rejected by hand, or not; approved by hand never", () => {
    const inquiring = [{ type: "request.inquiring", request: numbered(1, "purchase") } as const];
    const about = { requestId: "PR-1-001", by: "operator" } as const;
    const reject = { type: "answer.reject", reason: "no", ...about } as const;
    expect(given(inquiring).when(reject).decision.effects).toEqual([
      { type: "failRequest", requestId: "PR-1-001", reason: "no" },
    ]);
    const strict = { decisions: { rejectWhileInquiring: false } };
    expect(given(inquiring, strict).when(reject).decision.verdict.type).toBe("refused");
    expect(given(inquiring).when({ type: "answer.approve", ...about }).decision.verdict.type).toBe(
      "refused",
    );
  });

  test("D10: a request that shows beside another waits and is taken up when that ends", () => {
    const events: readonly SubscriptionEventInput[] = [
      ...purchased,
      { type: "request.pending", request: numbered(2, "change") },
      { type: "request.pending", request: numbered(3, "adjustment") },
    ];
    expect(given(events).snapshot.context.request?.id).toBe("PR-1-002");
    const ended = given(events).when({
      type: "request.approved",
      request: numbered(2, "change"),
    }).decision;
    expect(ended.snapshot.context.request?.id).toBe("PR-1-003");
    expect(ended.effects).toContainEqual({
      type: "fulfillRequest",
      requestId: "PR-1-003",
      requestType: "adjustment",
      occasion: "opened",
    });
  });

  test("D13: with the hold off by the record, a suspend counts when the platform shows it", () => {
    const approved = { type: "request.approved", request: numbered(2, "suspend") } as const;
    const off = { capabilities: {} };
    expect(lifecycleOf(given(purchased, off).when(approved).decision.snapshot)).toBe("active");
    const shown = { ...approved, subscriptionStatus: "suspended" } as const;
    expect(lifecycleOf(given(purchased, off).when(shown).decision.snapshot)).toBe("suspended");
  });

  test("D11: a fact may skip statuses, but nothing leads out of revoking except an end", () => {
    const scheduled = [
      ...purchased,
      { type: "request.scheduled", request: numbered(2, "change") } as const,
    ];
    const approved = given(scheduled).when({
      type: "request.approved",
      request: numbered(2, "change"),
    }).decision;
    expect(requestStateOf(approved.snapshot)).toBe("none");
    const revoking = [
      ...scheduled,
      { type: "request.revoking", request: numbered(2, "change") } as const,
    ];
    const back = given(revoking).when({
      type: "request.pending",
      request: numbered(2, "change"),
    }).decision;
    expect(back).toMatchObject({ drift: true, verdict: { refusal: { code: "drift" } } });
  });
});
