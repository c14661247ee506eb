import { type SendResult, TenureError } from "@tenure/engine";
import type { Snapshot, SubscriptionEventInput } from "@tenure/machine";

import { requestIdOf } from "../effects/request-id.ts";
import { cancellationOf } from "../reading/cancellation.ts";
import { commandRefused, type CommandRefused, type CommandResult } from "./command-result.ts";
import { type Consent, readConsent } from "./consent.ts";
import type { CommandEngine, CustomerCommand } from "./customer-command.ts";
import { refusalOf } from "./refusal-of.ts";
import { type NamedSubscription, namedSubscription } from "./subscription-key.ts";

type Command = Extract<SubscriptionEventInput, { readonly type: `command.${string}` }>;

/** What is to be sent, once the consent has been read. */
export interface Wish {
  readonly command: (consent: Consent | undefined) => Command;
  /** Further reasons to refuse, which only the record tells; undefined when there is none. */
  readonly objection?: (record: Snapshot) => CommandRefused | undefined;
}

/** No subscription is ever at this version. */
const neverThere = Number.MAX_SAFE_INTEGER;

/** The command was answered before under its idempotency key: then that answer counts, whatever is now. */
async function answeredBefore(
  engine: CommandEngine,
  key: string,
  command: Command,
  idempotencyKey: string | undefined,
): Promise<SendResult | undefined> {
  if (idempotencyKey === undefined) return undefined;
  try {
    return await engine.send(key, command, { idempotencyKey, expectedVersion: neverThere });
  } catch (error) {
    if (error instanceof TenureError && error.code === "version_conflict") return undefined;
    throw error;
  }
}

/** What cleverbridge does not run, or waits for, takes no orders, though its status on record may be active. */
function objectionOf({ context }: Snapshot): CommandRefused | undefined {
  const { key, parameters } = context;
  const shown = JSON.stringify(parameters["platformStatus"] ?? "unknown");
  if (parameters["unmanaged"] !== true && parameters["pastDue"] !== true) return undefined;
  if (parameters["platformStatus"] === "hold") return undefined;
  return commandRefused(
    "subscription_not_active",
    `Subscription ${key} is ${shown} on cleverbridge: nothing can be changed.`,
  );
}

function resultOf({ id }: NamedSubscription, command: Command, sent: SendResult): CommandResult {
  const { verdict, version, repeated, snapshot } = sent;
  if (verdict.type === "refused") return refusalOf(snapshot, command, verdict.refusal);
  const requestId =
    command.type === "command.revoke"
      ? (cancellationOf(snapshot)?.id ?? requestIdOf(id, version))
      : requestIdOf(id, version);
  return { type: "accepted", subscriptionId: id, requestId, repeated };
}

/**
 * Sends a customer's command. A refusal is a result, and is kept in the history of a subscription that is known.
 *
 * @throws TenureError `idempotency_conflict` when the idempotency key was used for another command, and what the
 * engine throws when it is not running or its store fails
 */
export async function sendCommand(
  engine: CommandEngine,
  { subscriptionId, consent, idempotencyKey }: CustomerCommand,
  { command: commandWith, objection }: Wish,
): Promise<CommandResult> {
  const named = namedSubscription(subscriptionId);
  if (named === undefined) {
    return commandRefused("command_invalid", "subscriptionId: expected digits, with or without S.");
  }
  const { key } = named;
  const record = await engine.get(key);
  if (record === undefined) {
    return commandRefused("subscription_unknown", `There is no subscription ${key} on record.`);
  }
  const command = commandWith(readConsent(consent));
  const objected = objectionOf(record.snapshot) ?? objection?.(record.snapshot);
  if (objected !== undefined) {
    const before = await answeredBefore(engine, key, command, idempotencyKey);
    return before === undefined ? objected : resultOf(named, command, before);
  }
  const options = idempotencyKey === undefined ? {} : { idempotencyKey };
  const sent = await engine.send(key, command, options);
  return resultOf(named, command, sent);
}
