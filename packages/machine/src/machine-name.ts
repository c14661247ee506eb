import * as z from "zod/mini";

/** The machines, by what they are of. */
export const machineNameSchema = z.enum(["subscription", "tierConfiguration"]);
export type MachineName = z.infer<typeof machineNameSchema>;

/** As a context keeps it: without a name it is a subscription's, as all were before there was a second. */
export const otherMachineSchema = z.literal("tierConfiguration");

/** Which machine a snapshot is of. */
export function machineOf(snapshot: {
  readonly context: { readonly machine?: MachineName | undefined };
}): MachineName {
  return snapshot.context.machine ?? "subscription";
}

/** What it is the machine of, in words, at the beginning of a sentence. */
export const titleOf: Readonly<Record<MachineName, string>> = {
  subscription: "Subscription",
  tierConfiguration: "Tier configuration",
};
