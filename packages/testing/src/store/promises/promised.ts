import type { Stage } from "./stage.ts";
import type { SubjectPart } from "./store-subject.ts";

/** A promise as its group writes it down. */
export interface Promised {
  readonly name: string;
  /** What of the subject it cannot be tried without. */
  readonly needs?: readonly SubjectPart[];
  /** Rejects when the promise is broken. */
  keep(stage: Stage): Promise<void>;
}
