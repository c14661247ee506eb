import * as z from "zod/mini";

import { subscriptionContextSchema } from "./context.ts";
import { lifecycleStateSchema, openRequestStates, pendingStateSchema } from "./status.ts";

/** The version of the machine's behaviour. A snapshot carries the one it was made by. */
export const machineVersion = 1;

const stateValueSchema = () =>
  z.object({
    lifecycle: lifecycleStateSchema,
    request: z.union([
      z.enum([...openRequestStates.filter((state) => state !== "pending"), "stuck"]),
      z.object({ none: z.enum(["idle", "ordering"]) }),
      z.object({ pending: pendingStateSchema }),
    ]),
  });
export type StateValue = z.infer<ReturnType<typeof stateValueSchema>>;

/** A subscription at rest: plain JSON, all that is needed to go on from here. */
export const snapshotSchema = z.lazy(() =>
  z.object({
    machineVersion: z.literal(machineVersion),
    value: stateValueSchema(),
    context: subscriptionContextSchema,
  }),
);
export type Snapshot = z.infer<typeof snapshotSchema>;
