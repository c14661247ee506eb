import type { LaidOutChart } from "@tenure/inspector/drawing";
import type { InspectionMessage, InspectionSession } from "@tenure/inspector/session";

/** A program with machines that is, or was, connected, and what it told. */
export interface InspectedClient {
  readonly id: string;
  readonly openedAt: number;
  /** Null while it is connected. */
  readonly closedAt: number | null;
  /** How many messages were none of the protocol, or too large. */
  readonly refused: number;
  /** What was wrong with the last of them. */
  readonly refusal: string | null;
  readonly session: InspectionSession;
}

/** News of what is inspected. */
export type InspectorUpdate =
  | { readonly type: "state"; readonly clients: readonly InspectedClient[] }
  | { readonly type: "opened"; readonly client: InspectedClient }
  | { readonly type: "message"; readonly id: string; readonly message: InspectionMessage }
  | { readonly type: "refused"; readonly id: string; readonly reason: string }
  | { readonly type: "closed"; readonly id: string; readonly at: number }
  | { readonly type: "forgotten"; readonly id: string };

export interface DefinitionLayout {
  readonly chart: LaidOutChart;
  readonly key: string;
}
