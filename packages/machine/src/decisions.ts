import { z } from "zod";

/**
 * Where the platforms' own sources contradict each other or are silent, a decision is taken here, once,
 * with its sources, and can be switched in a subscription's profile.
 *
 * Decisions without a switch:
 *
 * - D7 A cancel while processing is refused as a command: the documents name delete and suspend only.
 * - D8 Renew and transfer, approved, leave the status alone and replace items and parameters: their
 *   semantics are published nowhere.
 * - D9 An adjustment while suspended is refused as a command and accepted as a fact.
 * - D10 A request that shows while another is in progress is kept and taken up when the first ends:
 *   the capability `simultaneous_adjustment` exists, its rules are not public.
 * - D11 A reader sees only a request's latest status. A fact that skips statuses is taken as having
 *   passed them, except one that leads out of revoking other than to an end.
 * - D12 A capability that is switched off takes nothing back: a suspended subscription stays suspended
 *   and a scheduled request stays scheduled; only what is asked for from then on is refused. What that
 *   means for each capability is in `capabilityFacts`.
 * - D13 A suspend or resume that is approved while Administrative Hold is off by the record moves the
 *   status only when the platform shows the subscription in the new status: the record of a capability
 *   may be older than the request.
 * - D14 A setup that fails leaves a tier configuration active: so the object explorer's page of that
 *   status says, and draws no other end. Nothing of it is taken over.
 * - D15 An adjustment that opens takes an active tier configuration to processing, as an update does:
 *   only the update is drawn. Unless the platform shows the configuration active together with it. While
 *   it is a draft, neither does.
 * - D16 A draft tier configuration request is taken in whatever the product's capabilities: what gates it,
 *   the Dynamic Validation of Tier Requests, opens nothing to the vendor.
 * - D17 An adjustment, approved, replaces parameters and no items: the manual says that it corrects
 *   parameters and the template. The items it is shown with may be older than a change beside it.
 */
export const decisionsSchema = z.object({
  /**
   * D1 Which capability gates a draft. The status page of the object explorer names the inquiring
   * form's, its creation page and the product manual name the draft requests'. Default: the latter.
   */
  draftGate: z.enum(["draftRequests", "inquiringForm"]).default("draftRequests"),
  /**
   * D2 Whether a suspended subscription may be canceled. Drawn nowhere, but the platform's own bridge
   * for distributors always suspends first. Default: yes.
   */
  cancelWhileSuspended: z.boolean().default(true),
  /**
   * D3 Where a rejected cancel leads. The object explorer's text says back to active, its diagram draws
   * no arrow, and neither speaks of suspended. Default: back to where it was canceled from.
   */
  rejectedCancel: z.enum(["whereItWas", "active"]).default("whereItWas"),
  /**
   * D4 Whether a revoked request acts on the subscription as a failed one does. Documented nowhere; the
   * distributors' bridge treats both alike. Default: yes. Otherwise a revoked request leaves the status.
   */
  revokedActsAsFailed: z.boolean().default(true),
  /**
   * D5 By whom a scheduled request comes due: the object explorer says "returns to pending" and not by
   * whom. Default: `timer`, the request is read when its planned date comes. With `platform` it is only
   * looked at every hour, and otherwise waited for.
   */
  scheduledComesDue: z.enum(["timer", "platform"]).default("timer"),
  /**
   * D6 Whether an inquiring request may be rejected directly. The object explorer draws only pending and
   * tiers setup as sources of failed, the kits' model documents list inquiring too. Default: yes.
   * Approving an inquiring request directly is refused in any case.
   */
  rejectWhileInquiring: z.boolean().default(true),
});

export type Decisions = z.infer<typeof decisionsSchema>;
