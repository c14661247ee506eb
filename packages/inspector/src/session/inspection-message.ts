import { boundedJson, type Json, type JsonLimits } from "./bounded-json.ts";

/** An event of a machine, with what it carries. */
export interface SeenEvent {
  readonly type: string;
  readonly [field: string]: Json;
}

/** What is kept of an actor's snapshot. */
export interface SeenSnapshot {
  /** `active`, `done`, `error`, `stopped`, or whatever else the sender says. */
  readonly status: string;
  /** The state value of a machine; null of an actor that is none. */
  readonly value: Json;
  readonly context: Json;
  readonly output: Json;
  readonly error: Json;
  readonly tags: readonly string[];
}

interface Common {
  /** The actor's id within its system. */
  readonly sessionId: string;
  /** Milliseconds since the epoch by the sender's clock; null when it does not say. */
  readonly createdAt: number | null;
}

/** An actor came to be. */
export interface ActorMessage extends Common {
  readonly type: "@xstate.actor";
  readonly name: string;
  readonly parentId: string | null;
  readonly rootId: string | null;
  /** The machine's configuration as JSON text; null when there is none, or it is too long. */
  readonly definition: string | null;
  /** May be of a later moment than the first snapshot message: senders read it when they are idle. */
  readonly snapshot: SeenSnapshot | null;
}

/** An event was sent to an actor. */
export interface EventMessage extends Common {
  readonly type: "@xstate.event";
  /** Who sent it; null when it came from outside. */
  readonly sourceId: string | null;
  readonly event: SeenEvent;
}

/** An actor took an event, and stands like this now. */
export interface SnapshotMessage extends Common {
  readonly type: "@xstate.snapshot";
  readonly event: SeenEvent;
  readonly snapshot: SeenSnapshot;
}

/** A message of the Stately inspect protocol, as far as it is kept. Plain JSON. */
export type InspectionMessage = ActorMessage | EventMessage | SnapshotMessage;

export type ReadInspection =
  | { readonly type: "message"; readonly message: InspectionMessage }
  /** Part of the protocol, or of later versions of it, and of no interest here. */
  | { readonly type: "ignored"; readonly reason: string }
  /** Nothing of the protocol. */
  | { readonly type: "refused"; readonly reason: string };

const longestId = 200;
const longestText = 2_000_000;
const longestDefinition = 1_000_000;
const mostTags = 50;

const eventLimits: JsonLimits = {
  maximumDepth: 10,
  maximumValues: 1000,
  maximumCharacters: 20_000,
};

const contextLimits: JsonLimits = {
  maximumDepth: 12,
  maximumValues: 5000,
  maximumCharacters: 100_000,
};

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const field = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

function idOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" && value.length <= longestId ? value : null;
}

function momentOf(value: unknown): number | null {
  const moment = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof moment === "number" && Number.isFinite(moment) ? moment : null;
}

type JsonFields = Readonly<Record<string, Json>>;

const areJsonFields = (value: Json): value is JsonFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function eventOf(value: unknown): SeenEvent {
  if (typeof value === "string") return { type: value.slice(0, longestId) };
  const copy = boundedJson(value, eventLimits);
  if (!areJsonFields(copy)) return { type: "" };
  const { type } = copy;
  return { ...copy, type: typeof type === "string" ? type.slice(0, longestId) : "" };
}

function snapshotOf(value: unknown): SeenSnapshot {
  const fields = isFields(value) ? value : {};
  const [status, tags] = [field(fields, "status"), field(fields, "tags")];
  const copied = (name: string): Json => {
    const found = field(fields, name);
    return found === undefined ? null : boundedJson(found, contextLimits);
  };
  return {
    status: typeof status === "string" ? status.slice(0, longestId) : "active",
    value: copied("value"),
    context: copied("context"),
    output: copied("output"),
    error: copied("error"),
    tags: (Array.isArray(tags) ? tags : [])
      .slice(0, mostTags)
      .flatMap((tag: unknown) => (typeof tag === "string" ? [tag.slice(0, longestId)] : [])),
  };
}

function definitionOf(value: unknown): string | null {
  return typeof value === "string" && value.length <= longestDefinition ? value : null;
}

function messageOf(fields: Fields): ReadInspection {
  const type = field(fields, "type");
  if (typeof type !== "string" || !type.startsWith("@")) {
    return { type: "refused", reason: "It has no type of the inspect protocol." };
  }
  const sessionId = idOf(field(fields, "sessionId"));
  const createdAt = momentOf(field(fields, "createdAt"));
  if (!/^@xstate\.(?:actor|event|snapshot)$/.test(type)) {
    return { type: "ignored", reason: `Messages of type ${type.slice(0, 60)} are not used.` };
  }
  if (sessionId === null) {
    return { type: "refused", reason: `A message ${type} names no actor in sessionId.` };
  }
  const common = { sessionId, createdAt };
  if (type === "@xstate.event") {
    const sourceId = idOf(field(fields, "sourceId"));
    return message({ type, ...common, sourceId, event: eventOf(field(fields, "event")) });
  }
  const snapshot = field(fields, "snapshot");
  if (type === "@xstate.snapshot") {
    const event = eventOf(field(fields, "event"));
    return message({ type, ...common, event, snapshot: snapshotOf(snapshot) });
  }
  return message({
    type: "@xstate.actor",
    ...common,
    name: idOf(field(fields, "name")) ?? sessionId,
    parentId: idOf(field(fields, "parentId")),
    rootId: idOf(field(fields, "rootId")),
    definition: definitionOf(field(fields, "definition")),
    snapshot: isFields(snapshot) ? snapshotOf(snapshot) : null,
  });
}

const message = (read: InspectionMessage): ReadInspection => ({ type: "message", message: read });

/**
 * Reads a message of the Stately inspect protocol: as an object, or as the JSON text it is sent as over a
 * WebSocket. Of what it carries a bounded copy is kept. Never throws, whatever is given.
 */
export function readInspection(data: unknown): ReadInspection {
  try {
    if (typeof data !== "string") {
      return isFields(data)
        ? messageOf(data)
        : { type: "refused", reason: "A message is an object, or one as JSON text." };
    }
    if (data.length > longestText) {
      return { type: "refused", reason: `A message has at most ${longestText} characters.` };
    }
    const parsed: unknown = JSON.parse(data);
    return isFields(parsed) ? messageOf(parsed) : { type: "refused", reason: "It is no object." };
  } catch {
    // No JSON; or an object whose fields throw.
    return { type: "refused", reason: "It cannot be read." };
  }
}
