import type { Intake, SubscriptionRecord } from "@tenure/engine";
import { lifecycleOf } from "@tenure/machine";

import { type Cause, causeOf } from "../reading/cause.ts";
import type { Learned } from "../reading/parameters-shown.ts";
import { type ManagementModel, managementModelOf } from "../reading/profile.ts";

/** Where a cause is kept of a subscription that has not been seen yet. */
const causeCursor = (id: string): string => `cause ${id}`;
/** Where the management model is kept that was told last. */
const modelCursor = (id: string): string => `model ${id}`;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Keeps a cause until the first look at its subscription. */
export async function keepCauseUntilSeen(intake: Intake, id: string, cause: Cause): Promise<void> {
  await intake.writeCursor(causeCursor(id), JSON.stringify(cause));
}

/** Keeps what was told of the model, which a look does not show: the one told last counts. */
export async function keepModel(
  intake: Intake,
  id: string,
  model: ManagementModel | undefined,
): Promise<void> {
  if (model === undefined) return;
  const kept = await intake.readCursor(modelCursor(id));
  if (kept !== model) await intake.writeCursor(modelCursor(id), model);
}

/** What was told of a subscription before, maybe to a process that has ended since. */
export async function learnedBefore(
  intake: Intake,
  { key, snapshot }: SubscriptionRecord,
): Promise<Learned> {
  const managementModel = managementModelOf(await intake.readCursor(modelCursor(key)));
  const told = managementModel === undefined ? {} : { managementModel };
  if (lifecycleOf(snapshot) !== "new") return told;
  const cause = causeOf(jsonOf((await intake.readCursor(causeCursor(key))) ?? ""));
  return cause === undefined ? told : { ...told, cause };
}
