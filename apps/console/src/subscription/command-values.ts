import type { CommandType, JsonFields, JsonValue } from "../service/subscription-answers.ts";
import { momentAt } from "./local-time.ts";

/** A row of names and values as they are typed. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** What is typed into the form of a command; each command takes some of it. */
export interface CommandValues {
  readonly identity: string;
  readonly consentText: string;
  readonly givenAt: string;
  /** Items by id, with their quantity; an empty one stays as it is. */
  readonly items: readonly NamedValue[];
  readonly parameters: readonly NamedValue[];
  readonly reason: string;
  readonly renewal: "automatic" | "manual";
  readonly from: string;
  readonly to: string;
  readonly plannedDate: string;
  /** In minutes. */
  readonly delay: string;
}

/** The parts of the form. */
export type CommandField =
  | "items"
  | "parameters"
  | "messages"
  | "reason"
  | "renewal"
  | "period"
  | "plannedDate"
  | "delay"
  | "consent";

const none: readonly CommandField[] = [];

/** What has to be typed for each. */
export const fieldsOf: Readonly<Record<CommandType, readonly CommandField[]>> = {
  "command.change": ["items", "parameters", "consent"],
  "command.adjust": ["parameters"],
  "command.suspend": ["consent"],
  "command.resume": ["consent"],
  "command.cancel": ["consent"],
  "command.revoke": ["reason", "consent"],
  "command.setRenewal": ["renewal", "consent"],
  "command.bill": ["period"],
  "answer.approve": ["parameters"],
  "answer.reject": ["reason"],
  "answer.inquire": ["messages"],
  "answer.schedule": ["plannedDate"],
  "answer.postpone": ["delay"],
  "operator.retry": none,
  "operator.skip": none,
};

/** The body to send, or what is missing from it, in words. */
export type CommandBody =
  | { readonly body: JsonFields; readonly missing?: undefined }
  | { readonly missing: string; readonly body?: undefined };

const minute = 60_000;

/** A value as typed; what looks like JSON of some structure is taken for it. */
function valueOf(text: string): JsonValue {
  if (!/^\s*[[{]/u.test(text)) return text;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON parses to nothing else
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

const named = (rows: readonly NamedValue[]): readonly NamedValue[] =>
  rows.filter(({ name }) => name.trim() !== "");

const parametersOf = (rows: readonly NamedValue[]): JsonFields =>
  Object.fromEntries(named(rows).map(({ name, value }) => [name.trim(), valueOf(value)]));

/** One part of the form as fields of the body, or what is missing. */
type Part = JsonFields | string;

const momentPart = (name: string, typed: string, missing: string): Part => {
  const moment = momentAt(typed);
  return moment === undefined ? missing : { [name]: moment };
};

function consentPart({ identity, consentText, givenAt }: CommandValues): Part {
  const moment = momentAt(givenAt);
  if (identity.trim() === "") return "Say who gave the consent.";
  if (consentText.trim() === "") return "Say what was agreed to.";
  if (moment === undefined) return "Say when the consent was given.";
  return { consent: { identity: identity.trim(), text: consentText.trim(), givenAt: moment } };
}

function periodPart({ from, to }: CommandValues): Part {
  const [first, last] = [momentAt(from), momentAt(to)];
  if (first === undefined || last === undefined) return "Say which period is billed.";
  return first < last ? { from: first, to: last } : "The period has to end after it begins.";
}

function itemsPart({ items }: CommandValues): Part {
  const changed = named(items).filter(({ value }) => value.trim() !== "");
  return changed.length === 0
    ? {}
    : { items: changed.map(({ name, value }) => ({ id: name.trim(), quantity: value.trim() })) };
}

function messagesPart({ parameters }: CommandValues): Part {
  const asked = named(parameters);
  if (asked.length === 0 || asked.some(({ value }) => value.trim() === ""))
    return "Name at least one parameter, each with a message.";
  return {
    parameters: Object.fromEntries(asked.map(({ name, value }) => [name.trim(), value.trim()])),
  };
}

function delayPart({ delay }: CommandValues): Part {
  const minutes = Number(delay);
  return delay.trim() === "" || !Number.isFinite(minutes) || minutes < 0
    ? "Say for how many minutes."
    : { delay: Math.round(minutes * minute) };
}

const parts: Readonly<Record<CommandField, (values: CommandValues) => Part>> = {
  items: itemsPart,
  parameters: ({ parameters }) => ({ parameters: parametersOf(parameters) }),
  messages: messagesPart,
  reason: ({ reason }) => (reason.trim() === "" ? "Give a reason." : { reason: reason.trim() }),
  renewal: ({ renewal }) => ({ renewal }),
  period: periodPart,
  plannedDate: ({ plannedDate }) =>
    momentPart("plannedDate", plannedDate, "Say for when it is planned."),
  delay: delayPart,
  consent: consentPart,
};

/** What a command is without: an order to change nothing. */
function emptiness(type: CommandType, body: JsonFields): string | undefined {
  const { items, parameters } = body;
  const hasParameters =
    typeof parameters === "object" && parameters !== null && Object.keys(parameters).length > 0;
  if (type === "command.adjust" && !hasParameters) return "Name at least one parameter.";
  if (type === "command.change" && !hasParameters && items === undefined)
    return "Change a quantity or a parameter.";
  return undefined;
}

/** The body of a command by what is typed; answers name the request they are for. */
export function commandBody(
  type: CommandType,
  values: CommandValues,
  requestId: string | null,
): CommandBody {
  let body: JsonFields = type.startsWith("operator.") ? {} : { type };
  if (type.startsWith("answer.")) {
    if (requestId === null) return { missing: "There is no request to answer any more." };
    body = { ...body, requestId };
  }
  for (const field of fieldsOf[type]) {
    const part = parts[field](values);
    if (typeof part === "string") return { missing: part };
    body = { ...body, ...part };
  }
  const missing = emptiness(type, body);
  return missing === undefined ? { body } : { missing };
}
