import type { AdapterPart } from "./adapter-subject.ts";
import type { Stage } from "./stage.ts";

/** A promise as its group writes it down. */
export interface Promised {
  readonly name: string;
  /** What of the platform it cannot be tried without. */
  readonly needs?: readonly AdapterPart[];
  /** Rejects when the promise is broken. */
  keep(stage: Stage): Promise<void>;
}
