import type { Json } from "./bounded-json.ts";
import type { SeenEvent, SeenSnapshot } from "./inspection-message.ts";

/** How much a session remembers. */
export interface SessionLimits {
  /** Beyond them those that ended are forgotten first, then those that were quiet longest. Default 500. */
  readonly maximumActors: number;
  /** Entries of the log; beyond them the oldest are forgotten. Default 1,000. */
  readonly maximumEntries: number;
  /** Different definitions. Default 100. */
  readonly maximumDefinitions: number;
  /** Everything together, roughly in characters of JSON. Default 16,000,000. */
  readonly maximumCharacters: number;
}

const defaultSessionLimits: SessionLimits = {
  maximumActors: 500,
  maximumEntries: 1000,
  maximumDefinitions: 100,
  maximumCharacters: 16_000_000,
};

/** An actor as it stands. */
export interface InspectedActor extends SeenSnapshot {
  readonly sessionId: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly rootId: string | null;
  /** Its definition's place in the session's `definitions`; null when there is none. */
  readonly definition: string | null;
  /** False as long as it is known from events and snapshots only. */
  readonly isAnnounced: boolean;
  /** The state value before the last snapshot message; null when that was the first. */
  readonly previousValue: Json;
  /** The event of the last snapshot message. */
  readonly lastEvent: SeenEvent | null;
  /** How many snapshot messages there were. */
  readonly snapshots: number;
  /** How many events were sent to it. */
  readonly events: number;
  /** By the sender's clock, milliseconds since the epoch. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** The number of the message that told of it last. */
  readonly lastMessage: number;
  /** Roughly in characters of JSON. */
  readonly size: number;
}

interface Entry {
  /** Counts the messages of the session, from 1. */
  readonly number: number;
  readonly at: number | null;
  readonly size: number;
}

/** Something that happened, for a log or a sequence diagram. */
export type LogEntry =
  | (Entry & {
      readonly kind: "created";
      readonly actor: string;
      readonly parent: string | null;
    })
  | (Entry & {
      readonly kind: "event";
      /** Null: from outside. */
      readonly from: string | null;
      readonly to: string;
      readonly event: SeenEvent;
    })
  | (Entry & {
      /** An actor's state value or status is another one than before. */
      readonly kind: "state";
      readonly actor: string;
      readonly status: string;
      readonly value: Json;
      /** The type of the event that led there. */
      readonly by: string;
    });

/** What was heard in one connection, or by one page. Plain JSON. */
export interface InspectionSession {
  readonly limits: SessionLimits;
  /** In the order they were first heard of. */
  readonly actors: readonly InspectedActor[];
  /** JSON texts of machines' configurations, by a name of the session's own. */
  readonly definitions: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly log: readonly LogEntry[];
  /** How many messages were taken in. */
  readonly messages: number;
  /** How many entries of the log are forgotten. */
  readonly forgotten: number;
  /** Roughly in characters of JSON. */
  readonly size: number;
}

/** A session that heard nothing yet. */
export const emptySession = (limits: Partial<SessionLimits> = {}): InspectionSession => ({
  limits: { ...defaultSessionLimits, ...limits },
  actors: [],
  definitions: {},
  log: [],
  messages: 0,
  forgotten: 0,
  size: 0,
});

/** The actor of this id. */
export const actorOf = (
  { actors }: Pick<InspectionSession, "actors">,
  sessionId: string,
): InspectedActor | undefined => actors.find((actor) => actor.sessionId === sessionId);

/** The JSON text of an actor's definition; undefined when there is none. */
export function definitionOf(
  { definitions }: Pick<InspectionSession, "definitions">,
  { definition }: Pick<InspectedActor, "definition">,
): string | undefined {
  return definition !== null && Object.hasOwn(definitions, definition)
    ? definitions[definition]
    : undefined;
}
