import { z } from "zod";

import { subscriptionContextSchema } from "./context.ts";
import { lifecycleStateSchema, pendingStateSchema, requestStateSchema } from "./status.ts";

/** The version of the machine's behaviour. A snapshot carries the one it was made by. */
export const machineVersion = 1;

const stateValueSchema = z.object({
  lifecycle: lifecycleStateSchema,
  request: z.union([
    requestStateSchema.exclude(["none", "pending"]),
    z.object({ none: z.enum(["idle", "ordering"]) }),
    z.object({ pending: pendingStateSchema }),
  ]),
});
export type StateValue = z.infer<typeof stateValueSchema>;

/** A subscription at rest: plain JSON, all that is needed to go on from here. */
export const snapshotSchema = z.object({
  machineVersion: z.literal(machineVersion),
  value: stateValueSchema,
  context: subscriptionContextSchema,
});
export type Snapshot = z.infer<typeof snapshotSchema>;
