import type { EffectCall } from "@tenure/engine";
import { decide, initial, type AdapterEffect, type MachineName } from "@tenure/machine";

import type { AdapterTask } from "./adapter-subject.ts";

/** The call of a task, as the engine makes it, but for what differs from attempt to attempt. */
export type TaskCall = Omit<EffectCall, "attempt" | "uncertain" | "signal">;

/** What the engine calls an adapter with for a task. */
export function taskCall(
  { name, key, events, effect: wanted }: AdapterTask,
  { tenant = "default", machine }: { readonly tenant?: string; readonly machine?: MachineName },
): TaskCall {
  let snapshot = initial({ key, ...(machine !== undefined && { machine }) });
  let found: { readonly effect: AdapterEffect; readonly id: string } | undefined;
  let version = 0;
  for (const event of events) {
    const decision = decide(snapshot, event);
    if (decision.verdict.type !== "moved") {
      const why = JSON.stringify(decision.verdict);
      throw new TypeError(`The task ${name} cannot be: its event ${event.type} is ${why}.`);
    }
    version += 1;
    ({ snapshot } = decision);
    const place = decision.effects.findIndex(({ type }) => type === wanted);
    const effect = decision.effects[place];
    if (effect === undefined || effect.type === "startTimer" || effect.type === "cancelTimer") {
      found = undefined;
    } else {
      found = { effect, id: `${key}/${version}/${place}` };
    }
  }
  if (found === undefined) {
    throw new TypeError(`The task ${name} cannot be: its last event asks for no ${wanted}.`);
  }
  const { effect, id } = found;
  return { key, tenant, effect, effectId: id, idempotencyKey: id, snapshot };
}
