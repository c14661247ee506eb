import {
  awaitedOf,
  commandSchema,
  explain,
  lifecycleOf,
  pendingStateOf,
  preview,
  requestStateOf,
  type Command,
  type CommandInput,
  type Explanation,
  type Preview,
  type Snapshot,
  type SubscriptionEvent,
  type SubscriptionEventInput,
} from "@tenure/machine";

import { parseEvent, refuseInvalid } from "../record/parse-event.ts";

/** The subscription that is asked about. */
interface Asked {
  readonly key: string;
  readonly snapshot: Snapshot;
}

const isCommand = (event: SubscriptionEvent): event is Command =>
  commandSchema.safeParse(event).success;

/** The machine's explanation, also of what is no command. */
export function explainCommand(
  { key, snapshot }: Asked,
  command: CommandInput,
  maximumBytes: number,
): Explanation {
  const parsed = parseEvent(command, maximumBytes);
  if ("event" in parsed && isCommand(parsed.event)) return explain(snapshot, parsed.event);
  const problem = "problem" in parsed ? parsed.problem : `${parsed.event.type} is no command.`;
  return {
    allowed: false,
    status: lifecycleOf(snapshot),
    requestState: requestStateOf(snapshot),
    refusal: refuseInvalid(key, snapshot, problem),
  };
}

/** The machine's preview, with the refusal `send` gives to what has no known shape. */
export function previewEvent(
  { key, snapshot }: Asked,
  event: SubscriptionEventInput,
  maximumBytes: number,
): Preview {
  const parsed = parseEvent(event, maximumBytes);
  if ("event" in parsed) return preview(snapshot, parsed.event);
  return {
    verdict: { type: "refused", refusal: refuseInvalid(key, snapshot, parsed.problem) },
    effects: [],
    status: lifecycleOf(snapshot),
    requestState: requestStateOf(snapshot),
    pendingState: pendingStateOf(snapshot),
    awaited: awaitedOf(snapshot),
  };
}
