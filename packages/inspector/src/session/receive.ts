import { type Json, sizeOf } from "./bounded-json.ts";
import type {
  ActorMessage,
  EventMessage,
  InspectionMessage,
  SeenSnapshot,
  SnapshotMessage,
} from "./inspection-message.ts";
import {
  actorOf,
  type InspectedActor,
  type InspectionSession,
  type LogEntry,
} from "./inspection-session.ts";
import { withinLimits, withoutUnused } from "./within-limits.ts";

const unknownYet: SeenSnapshot = {
  status: "active",
  value: null,
  context: null,
  output: null,
  error: null,
  tags: [],
};

const sizeOfSnapshot = ({ value, context, output, error }: SeenSnapshot): number =>
  sizeOf(value) + sizeOf(context) + sizeOf(output) + sizeOf(error);

/** An actor nothing was heard of before. */
const newActor = (
  session: InspectionSession,
  { sessionId, createdAt }: InspectionMessage,
): InspectedActor => ({
  ...unknownYet,
  sessionId,
  name: sessionId,
  parentId: null,
  rootId: null,
  definition: null,
  isAnnounced: false,
  previousValue: null,
  lastEvent: null,
  snapshots: 0,
  events: 0,
  firstAt: createdAt,
  lastAt: createdAt,
  lastMessage: session.messages,
  size: 0,
});

/** The session with the actor as it is now. */
function withActor(session: InspectionSession, actor: InspectedActor): InspectionSession {
  const place = session.actors.findIndex(({ sessionId }) => sessionId === actor.sessionId);
  const before = session.actors[place];
  const size = sizeOfSnapshot(actor) + sizeOf(actor.lastEvent) + 400;
  const measured = { ...actor, size, lastMessage: session.messages };
  return {
    ...session,
    size: session.size - (before?.size ?? 0) + size,
    actors:
      before === undefined ? [...session.actors, measured] : session.actors.with(place, measured),
  };
}

type NewEntry = LogEntry extends infer Entry
  ? Entry extends LogEntry
    ? Omit<Entry, "number" | "size">
    : never
  : never;

function withEntry(session: InspectionSession, entry: NewEntry): InspectionSession {
  const told: Json = "event" in entry ? entry.event : "value" in entry ? entry.value : null;
  const size = sizeOf(told) + 200;
  const written: LogEntry = { ...entry, number: session.messages, size };
  return { ...session, size: session.size + size, log: [...session.log, written] };
}

/** The session with the definition among its own, and the name it goes by; null when it does not fit. */
function withDefinition(
  session: InspectionSession,
  text: string | null,
): readonly [InspectionSession, string | null] {
  if (text === null) return [session, null];
  const known = Object.entries(session.definitions);
  const same = known.find(([, other]) => other === text);
  if (same !== undefined) return [session, same[0]];
  const { maximumDefinitions, maximumCharacters } = session.limits;
  if (known.length >= maximumDefinitions || text.length > maximumCharacters / 2) {
    return [session, null];
  }
  const name = `definition ${session.messages}`;
  const definitions = { ...session.definitions, [name]: text };
  return [{ ...session, definitions, size: session.size + text.length }, name];
}

function receiveActor(before: InspectionSession, message: ActorMessage): InspectionSession {
  const known = actorOf(before, message.sessionId);
  // A second one of the same id is a new actor; one that was only heard of before is this one.
  const actor = known === undefined || known.isAnnounced ? newActor(before, message) : known;
  const [session, definition] = withDefinition(before, message.definition);
  const snapshot = actor.snapshots === 0 && message.snapshot !== null ? message.snapshot : {};
  const announced = withActor(session, {
    ...actor,
    ...snapshot,
    name: message.name,
    parentId: message.parentId,
    rootId: message.rootId,
    definition,
    isAnnounced: true,
  });
  return withEntry(withoutUnused(announced), {
    kind: "created",
    actor: message.sessionId,
    parent: message.parentId,
    at: message.createdAt,
  });
}

function receiveEvent(session: InspectionSession, message: EventMessage): InspectionSession {
  const actor = actorOf(session, message.sessionId) ?? newActor(session, message);
  const counted = withActor(session, {
    ...actor,
    events: actor.events + 1,
    lastAt: message.createdAt ?? actor.lastAt,
  });
  return withEntry(counted, {
    kind: "event",
    from: message.sourceId,
    to: message.sessionId,
    event: message.event,
    at: message.createdAt,
  });
}

const isSame = (one: Json, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);

function receiveSnapshot(session: InspectionSession, message: SnapshotMessage): InspectionSession {
  const actor = actorOf(session, message.sessionId) ?? newActor(session, message);
  const { snapshot, event, createdAt } = message;
  const isFirst = actor.snapshots === 0 || event.type === "xstate.init";
  const updated = withActor(session, {
    ...actor,
    ...snapshot,
    previousValue: isFirst ? null : actor.value,
    lastEvent: event,
    snapshots: actor.snapshots + 1,
    lastAt: createdAt ?? actor.lastAt,
  });
  const isNews =
    isFirst || actor.status !== snapshot.status || !isSame(actor.value, snapshot.value);
  if (!isNews) return updated;
  return withEntry(updated, {
    kind: "state",
    actor: message.sessionId,
    status: snapshot.status,
    value: snapshot.value,
    by: event.type,
    at: createdAt,
  });
}

function taken(session: InspectionSession, message: InspectionMessage): InspectionSession {
  switch (message.type) {
    case "@xstate.actor":
      return receiveActor(session, message);
    case "@xstate.event":
      return receiveEvent(session, message);
    case "@xstate.snapshot":
      return receiveSnapshot(session, message);
  }
}

/**
 * The session after one more message; the one given stays as it is. Never grows beyond its limits. An
 * actor may be announced after its events and snapshots; as long as each actor's own snapshots come in
 * their order, actors come out the same in whatever order messages are mixed. Messages are taken to be in
 * order by how they arrive, not by the sender's clock.
 */
export function receive(session: InspectionSession, message: InspectionMessage): InspectionSession {
  return withinLimits(taken({ ...session, messages: session.messages + 1 }, message));
}
