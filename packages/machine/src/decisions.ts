import * as z from "zod/mini";

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
 *
 * Those about cleverbridge are taken by its adapter; where there is a switch, it is among the adapter's options.
 *
 * - D18 Which number stands for which status of a subscription: the guide of 2026 and the one before it give 3
 *   to 6 different meanings. Default: the former's; words and codes count before numbers. Switch: `statusNumbers`.
 * - D19 Whether the last active item may be deactivated: the guide says that one has to remain, the reference
 *   calls it not recommended, older documents describe what comes of it. Default: never through us.
 * - D20 What a subscription is that was deactivated before its next billing date: it is not billed any more, and
 *   the license is to end by that date. Default: terminating until then. After a chargeback or a full refund,
 *   which a notification tells and no read shows, it is terminated at once; such a notification counts for the
 *   interval it came in.
 * - D21 What a manually renewed subscription becomes that nobody renews by its date is written nowhere. Default:
 *   with a cancel on record it is terminated when that date has come, whatever the platform calls it; without
 *   one it is what the platform shows.
 * - D22 Whether a renewal that is off is a cancel: the platform shows the same after both. Default: only where the
 *   record holds one; otherwise the customer renews by hand, and the subscription is active.
 * - D23 A full cancel under Subscription Management 1.0: the guide says to build another process, older documents
 *   deactivate all items. Default: refused. Switch: `fullCancelUnder10`.
 * - D24 What is deactivated while an item awaits its reinstatement has been paid for and waits for the customer's
 *   word. Default: active, renewed manually, until the next billing date, and then terminated.
 * - D25 What is deactivated while the record has it processing was ordered and never paid. Default: the purchase
 *   has failed, though the next billing date is ahead.
 * - D26 Handled by Client and Awaiting New Order are names without a meaning given. Default: the record keeps its
 *   status and nothing is done, but said.
 * - D27 A subscription that is served again after it was terminated: the platform reinstates, the status is an
 *   end. Default: a contradiction, taken up by force only.
 * - D28 Whether a subscription in grace may be changed: the customer may use it, the calls want it active.
 *   Default: refused until it is paid.
 */
export const decisionsSchema = z.lazy(() =>
  z.object({
    /**
     * D1 Which capability gates a draft. The status page of the object explorer names the inquiring
     * form's, its creation page and the product manual name the draft requests'. Default: the latter.
     */
    draftGate: z._default(z.enum(["draftRequests", "inquiringForm"]), "draftRequests"),
    /**
     * D2 Whether a suspended subscription may be canceled. Drawn nowhere, but the platform's own bridge
     * for distributors always suspends first. Default: yes.
     */
    cancelWhileSuspended: z._default(z.boolean(), true),
    /**
     * D3 Where a rejected cancel leads. The object explorer's text says back to active, its diagram draws
     * no arrow, and neither speaks of suspended. Default: back to where it was canceled from.
     */
    rejectedCancel: z._default(z.enum(["whereItWas", "active"]), "whereItWas"),
    /**
     * D4 Whether a revoked request acts on the subscription as a failed one does. Documented nowhere; the
     * distributors' bridge treats both alike. Default: yes. Otherwise a revoked request leaves the status.
     */
    revokedActsAsFailed: z._default(z.boolean(), true),
    /**
     * D5 By whom a scheduled request comes due: the object explorer says "returns to pending" and not by
     * whom. Default: `timer`, the request is read when its planned date comes. With `platform` it is only
     * looked at every hour, and otherwise waited for.
     */
    scheduledComesDue: z._default(z.enum(["timer", "platform"]), "timer"),
    /**
     * D6 Whether an inquiring request may be rejected directly. The object explorer draws only pending and
     * tiers setup as sources of failed, the kits' model documents list inquiring too. Default: yes.
     * Approving an inquiring request directly is refused in any case.
     */
    rejectWhileInquiring: z._default(z.boolean(), true),
  }),
);

export type Decisions = z.infer<typeof decisionsSchema>;
