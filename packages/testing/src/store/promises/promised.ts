import type { GroupedPromise } from "../../promise-groups.ts";
import type { Stage } from "./stage.ts";
import type { SubjectPart } from "./store-subject.ts";

/** A promise as its group writes it down. */
export type Promised = GroupedPromise<Stage, SubjectPart>;
