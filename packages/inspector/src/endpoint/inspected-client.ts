import type { InspectionMessage } from "../session/inspection-message.ts";
import type { InspectionSession } from "../session/inspection-session.ts";

/** An inspector that is, or was, connected, and what it told. Plain JSON. */
export interface InspectedClient {
  /** Different from every other one's of the endpoint. */
  readonly id: string;
  /** Milliseconds since the epoch, by the endpoint's clock. */
  readonly openedAt: number;
  /** Null while it is connected. */
  readonly closedAt: number | null;
  /** How many messages were none of the protocol, or too large. */
  readonly refused: number;
  /** What was wrong with the last of them; null while there was none. */
  readonly refusal: string | null;
  readonly session: InspectionSession;
}

/** News of an endpoint. Plain JSON. */
export type InspectorUpdate =
  /** Everything as it stands: what a reader begins with, and goes on from after it missed something. */
  | { readonly type: "state"; readonly clients: readonly InspectedClient[] }
  | { readonly type: "opened"; readonly client: InspectedClient }
  /** `receive` of `@tenure/inspector/session` makes the client's next session of it. */
  | { readonly type: "message"; readonly id: string; readonly message: InspectionMessage }
  /** The first message of a client that was refused. */
  | { readonly type: "refused"; readonly id: string; readonly reason: string }
  | { readonly type: "closed"; readonly id: string; readonly at: number }
  /** A client that left is remembered no longer. */
  | { readonly type: "forgotten"; readonly id: string };
