import type { SubscriptionRecord } from "@tenure/engine";
import { lifecycleOf } from "@tenure/machine";
import { STATUS_NUMBERS } from "@tenure/simulator/cleverbridge";
import { z } from "zod";

const documentSchema = z.object({
  Subscriptionstatus: z.number(),
  RenewalType: z.string().optional(),
  LastIntervalNo: z.number(),
  Items: z.array(z.object({ IsCurrent: z.boolean(), Status: z.number() })),
});

const activeItem = 1;

/** What the platform's status is in the words of the lifecycle. In the demo, who is Manual has canceled. */
function statusOf(document: z.infer<typeof documentSchema>): string {
  switch (document.Subscriptionstatus) {
    case STATUS_NUMBERS.Active:
      return document.RenewalType === "Manual" ? "terminating" : "active";
    case STATUS_NUMBERS.New:
      return "processing";
    case STATUS_NUMBERS.Hold:
      return "suspended";
    default:
      return "terminated";
  }
}

function summary(status: string, active: number, all: number, isRenewed: boolean): string {
  if (status === "terminated") return status;
  return `${status}, ${active} of ${all} items${isRenewed ? ", renewed" : ""}`;
}

/** A subscription's document on the platform, in few words. */
export function shownByPlatform(document: unknown): string {
  const read = documentSchema.parse(document);
  const items = read.Items.filter(({ IsCurrent }) => IsCurrent);
  const active = items.filter(({ Status }) => Status === activeItem);
  return summary(statusOf(read), active.length, items.length, read.LastIntervalNo > 0);
}

/** The engine's record of a subscription, in the same words. */
export function heldByEngine({ snapshot }: SubscriptionRecord): string {
  const { items, parameters } = snapshot.context;
  const there = items.filter(({ status }) => status !== "removed");
  const active = there.filter(({ status }) => status === "active");
  const isRenewed = Number(parameters["lastIntervalNumber"] ?? 0) > 0;
  return summary(lifecycleOf(snapshot), active.length, there.length, isRenewed);
}
