import { z } from "@hono/zod-openapi";
import { defaultTenant, type AdapterLimits, type Pause } from "@tenure/engine";

import { everyTenant, maySeeTenant, type Caller } from "../http/caller.ts";
import type { Service } from "../http/service.ts";
import { listOf, moment } from "./json-body.ts";

export const pauseSchema = z
  .object({
    adapter: z.string().nullable().openapi({ description: "Null: all adapters." }),
    at: moment,
    reason: z.string(),
  })
  .openapi("Pause");

export const adapterSchema = z
  .object({
    adapter: z.string().openapi({ example: "connect" }),
    tenant: z.string().openapi({ description: "Whose subscriptions its intake feeds." }),
    machine: z.string(),
    running: z.int().openapi({ description: "Effects that run now, in this process." }),
    circuit: z.enum(["closed", "open", "halfOpen"]).openapi({
      description: "open: nothing is started, because the platform kept failing.",
    }),
    heldUntil: moment
      .nullable()
      .openapi({ description: "Until when the platform asked to be left alone." }),
    paused: pauseSchema.nullable(),
    limits: z.object({
      concurrency: z.int().nullable(),
      ratePerSecond: z.number().nullable(),
    }),
    intake: listOf(z.string()).openapi({
      description: "Paths under which the platform's calls are taken.",
      example: ["/intake/connect/webhook"],
    }),
  })
  .openapi("Adapter", { description: "How the work of one platform stands." });

export const adaptersSchema = listOf(adapterSchema);
export type AdapterView = z.infer<typeof adapterSchema>;

function limitsOf({ concurrency, ratePerSecond }: AdapterLimits = {}): AdapterView["limits"] {
  return { concurrency: concurrency ?? null, ratePerSecond: ratePerSecond ?? null };
}

/** Why everything is paused is for those to know who may pause everything. */
function pauseOf(paused: Pause | undefined, { tenant }: Caller): Pause | null {
  if (paused === undefined) return null;
  return paused.adapter === null && tenant !== everyTenant ? { ...paused, reason: "" } : paused;
}

/** Adapters whose state the caller may see: those that feed its tenant. */
export async function adapterViews(
  { engine, adapters, limits, intakePaths }: Service,
  caller: Caller,
): Promise<readonly AdapterView[]> {
  const states = new Map((await engine.adapters()).map((state) => [state.adapter, state]));
  return adapters.flatMap(({ name, tenant = defaultTenant, machine = "subscription" }) => {
    const state = states.get(name);
    if (state === undefined || !maySeeTenant(caller, tenant)) return [];
    const { running, circuit, heldUntil = null } = state;
    const own = { adapter: name, tenant, machine, running, circuit, heldUntil };
    return [
      {
        ...own,
        paused: pauseOf(state.paused, caller),
        limits: limitsOf(limits[name]),
        intake: intakePaths.get(name) ?? [],
      },
    ];
  });
}
