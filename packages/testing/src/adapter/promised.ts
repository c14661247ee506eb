import type { GroupedPromise } from "../promise-groups.ts";
import type { AdapterPart } from "./adapter-subject.ts";
import type { Stage } from "./stage.ts";

/** A promise as its group writes it down. */
export type Promised = GroupedPromise<Stage, AdapterPart>;
