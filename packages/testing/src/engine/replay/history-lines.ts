import { redactedMarker } from "@tenure/engine";
import {
  initial,
  subscriptionEventSchema,
  type Snapshot,
  type SubscriptionInput,
  type Verdict,
} from "@tenure/machine";

import { plainJson } from "../plain-json.ts";
import { needNames } from "./hidden-names.ts";
import { HistoryFileError } from "./history-file-error.ts";
import type { RecordedHistory, RecordedStep } from "./recorded-history.ts";
import { toldVerdict } from "./told.ts";
import { isFields, withDifference, type Difference, type Fields } from "./with-difference.ts";

/** What lines do not tell. */
export type LinesOptions = Pick<SubscriptionInput, "decisions" | "machine">;

/** One line that `tenure history --json` printed. */
interface Line {
  readonly version: number;
  readonly event: unknown;
  readonly verdict: Verdict;
  readonly drift: boolean;
  readonly to: Fields;
  readonly differences: readonly Difference[];
  readonly effects: readonly { readonly id: string; readonly content: unknown }[];
  readonly previousHash: string;
  readonly hash: string;
}

const noKey = "subscription";

function isLine(value: unknown): value is Line {
  return (
    isFields(value) &&
    Number.isInteger(value["version"]) &&
    isFields(value["event"]) &&
    isVerdict(value["verdict"]) &&
    typeof value["drift"] === "boolean" &&
    isFields(value["to"]) &&
    isListOf(value["differences"], ({ path }) => isListOfTexts(path)) &&
    isListOf(value["effects"], ({ id, content }) => typeof id === "string" && isFields(content)) &&
    typeof value["previousHash"] === "string" &&
    typeof value["hash"] === "string"
  );
}

function isVerdict(value: unknown): boolean {
  return isFields(value) && (value["type"] !== "refused" || isFields(value["refusal"]));
}

const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

function isListOf(value: unknown, isOne: (fields: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((one) => isFields(one) && isOne(one));
}

/** Whether this is one line, or an array of them, rather than an exported document. */
export function looksLikeLines(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isFields(first) && "previousHash" in first && "differences" in first;
}

function checkLine(value: unknown, index: number, source: string): Line {
  if (isLine(value)) return value;
  throw new HistoryFileError(
    "not_a_history",
    source,
    `its line ${index + 1} is none that \`tenure history --json\` prints.`,
  );
}

/** Each line follows the one before it. */
function checkOrder(lines: readonly Line[], source: string): void {
  for (const [index, { version, previousHash }] of lines.entries()) {
    if (version !== index + 1) {
      throw new HistoryFileError(
        "incomplete",
        source,
        `version ${index + 1} is expected in line ${index + 1}, and version ${version} found. ` +
          "Print the history from its beginning, with a --limit that is large enough and without --newest.",
      );
    }
    const before = lines[index - 1];
    if (before === undefined || before.hash === previousHash) continue;
    throw new HistoryFileError(
      "damaged",
      source,
      `version ${version} does not follow the one before it: the hashes differ. Print it again.`,
    );
  }
}

function keyIn(lines: readonly Line[]): string | undefined {
  const id = lines.flatMap(({ effects }) => effects)[0]?.id;
  return id?.split("/").slice(0, -2).join("/");
}

function stepOf(line: Line, snapshot: unknown, source: string): RecordedStep {
  const { version, verdict, drift, effects, to } = line;
  const event = subscriptionEventSchema.safeParse(line.event);
  if (!event.success) {
    const problem = `the event of version ${version} is none of the machine.`;
    throw new HistoryFileError("not_a_history", source, problem, { cause: event.error });
  }
  const { status, requestState, pendingState, awaited } = to;
  const places = { status, requestState, pendingState, awaited };
  const asked = effects.map(({ content }) => content);
  const told = { verdict: toldVerdict(verdict), drift, asked, ...places };
  return {
    version,
    event: event.data,
    told: plainJson(snapshot === undefined ? told : { ...told, snapshot }),
  };
}

/**
 * The history in the lines that `tenure history --json` prints. Every step tells its verdict, what it asked
 * of the adapter, and where it led; unless values are hidden also the snapshot. Timers are not told.
 */
export function historyInLines(
  values: readonly unknown[],
  source: string,
  { decisions, machine }: LinesOptions = {},
): RecordedHistory {
  const lines = values.map((value, index) => checkLine(value, index, source));
  if (lines.length === 0) {
    throw new HistoryFileError("empty", source, "it has no line, so nothing can be compared.");
  }
  checkOrder(lines, source);
  const key = keyIn(lines);
  const before: Snapshot = initial({
    key: key ?? noKey,
    ...(decisions !== undefined && { decisions }),
    ...(machine !== undefined && { machine }),
  });
  const redacted = JSON.stringify(values).includes(redactedMarker);
  if (redacted)
    needNames(
      lines.map(({ event, effects }) => ({ event, effects })),
      source,
    );
  let snapshot: unknown = plainJson(before);
  const steps = lines.map((line) => {
    if (redacted) return stepOf(line, undefined, source);
    for (const difference of line.differences) snapshot = withDifference(snapshot, difference);
    return stepOf(line, snapshot, source);
  });
  return { source, kind: "lines", key, redacted, leadsToRecord: true, before, steps };
}
