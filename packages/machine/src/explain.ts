import { available } from "./available.ts";
import type { Capabilities } from "./capabilities.ts";
import { capabilityFacts, type CapabilityName } from "./capability-facts.ts";
import { decide } from "./decide.ts";
import type { Command, SubscriptionEventInput, SubscriptionEventType } from "./events.ts";
import { legalSteps, type LegalStep } from "./legal-steps.ts";
import { machineOf } from "./machine-name.ts";
import type { Snapshot } from "./snapshot.ts";
import type { LifecycleState, RequestState } from "./status.ts";
import type { Refusal } from "./verdict.ts";
import { lifecycleOf, requestStateOf } from "./view.ts";

/** A command as it is asked about: with or without its consent. */
export type CommandInput = Extract<SubscriptionEventInput, { readonly type: Command["type"] }>;

/** Why a command may or may not go on. */
export interface Explanation {
  readonly allowed: boolean;
  readonly status: LifecycleState;
  readonly requestState: RequestState;
  /** Why not; absent when it is allowed. */
  readonly refusal?: Refusal;
  /** The capability that is missing, as the platform knows it. */
  readonly capability?: {
    readonly name: CapabilityName;
    /** JSON path in the platform's product document. */
    readonly path: string;
    /** Name in the platform's user interface. */
    readonly label: string;
  };
  /**
   * The shortest legal way to where the command is allowed, consent given: empty when only the consent
   * is missing or the command is allowed, absent when no legal way leads there.
   */
  readonly way?: readonly LegalStep[];
  /**
   * Of a command that is refused: what an operator can do about the request in progress, as `available` has
   * it. The engine's `answer` sends answers, its `retry` and `skip` the operator's events. Absent: nothing.
   */
  readonly onward?: readonly SubscriptionEventType[];
}

const longestWay = 6;

const consented = (command: CommandInput): CommandInput =>
  command.type === "command.adjust" || command.type === "command.bill"
    ? command
    : {
        consent: { identity: "somebody", text: "consent", givenAt: "2000-01-01T00:00:00.000Z" },
        ...command,
      };

const isCapabilityName = (name: string): name is CapabilityName =>
  Object.hasOwn(capabilityFacts, name);

function factOf(refusal: Refusal | undefined): Explanation["capability"] {
  const name = refusal?.capability ?? "";
  if (!isCapabilityName(name)) return undefined;
  const { path, label } = capabilityFacts[name];
  return { name, path, label };
}

/** Switching on the one capability that the command lacks. Only commands' capabilities stand at the top. */
function switchingOn(name: string | undefined, capabilities: Capabilities): readonly LegalStep[] {
  if (name === undefined || !isCapabilityName(name) || !(name in capabilities)) return [];
  return [
    {
      by: "administrator",
      does: `switches on ${capabilityFacts[name].label}`,
      event: { type: "capabilities.changed", capabilities: { ...capabilities, [name]: true } },
    },
  ];
}

const placeOf = ({ value, context }: Snapshot): string =>
  JSON.stringify([value, context.request?.type, context.canceledFrom, context.capabilities]);

/** Breadth first over what may legally happen, so that the first way found is a shortest one. */
function shortestWay(from: Snapshot, command: CommandInput): readonly LegalStep[] | undefined {
  let front: readonly { readonly at: Snapshot; readonly way: readonly LegalStep[] }[] = [
    { at: from, way: [] },
  ];
  const seen = new Set([placeOf(from)]);
  for (let length = 0; length <= longestWay; length += 1) {
    const next: { readonly at: Snapshot; readonly way: readonly LegalStep[] }[] = [];
    for (const { at, way } of front) {
      const { verdict } = decide(at, command);
      if (verdict.type === "moved") return way;
      const missing = verdict.type === "refused" ? verdict.refusal.capability : undefined;
      for (const step of legalSteps(at, switchingOn(missing, at.context.capabilities))) {
        const { snapshot } = decide(at, step.event);
        if (seen.has(placeOf(snapshot))) continue;
        seen.add(placeOf(snapshot));
        next.push({ at: snapshot, way: [...way, step] });
      }
    }
    front = next;
  }
  return undefined;
}

function onwardFrom(snapshot: Snapshot): Pick<Explanation, "onward"> {
  const onward = available(snapshot).filter((type) => !type.startsWith("command."));
  return onward.length === 0 ? {} : { onward };
}

/**
 * Explains whether a command may go on, and if not: where the subscription is, the guard that refused,
 * the capability that is missing with its JSON path and its name in the platform's user interface, the
 * rule's source, the shortest legal sequence of steps that would allow it, and what an operator can do about
 * the request in progress. It speaks for the record: a command that it allows may still be refused by the
 * platform, which alone knows what the credentials may do. Pure and total.
 */
export function explain(snapshot: Snapshot, command: CommandInput): Explanation {
  const { verdict } = decide(snapshot, command);
  const refusal = verdict.type === "refused" ? verdict.refusal : undefined;
  const capability = factOf(refusal);
  // No command is ever allowed of a tier configuration, so there is no way to look for.
  const isOfTier = machineOf(snapshot) === "tierConfiguration";
  const way = isOfTier ? undefined : shortestWay(snapshot, consented(command));
  return {
    allowed: verdict.type === "moved",
    status: lifecycleOf(snapshot),
    requestState: requestStateOf(snapshot),
    ...(refusal === undefined ? {} : { refusal }),
    ...(capability === undefined ? {} : { capability }),
    ...(way === undefined ? {} : { way }),
    ...(refusal === undefined ? {} : onwardFrom(snapshot)),
  };
}
