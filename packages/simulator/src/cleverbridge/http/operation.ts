import type { Answer } from "../../http/answer.ts";
import { ok } from "../../http/answer.ts";
import type { JsonObject } from "../../json-reading.ts";
import type { World } from "../world.ts";

/** One call, read and let in. */
interface OperationCall {
  readonly world: World;
  /** The parameters of a read, by their names in lower case. Empty for changes: what they carry there is ignored. */
  readonly query: ReadonlyMap<string, string>;
  /** The body of a change. Empty for reads. */
  readonly body: JsonObject;
}

export interface Operation {
  readonly method: "GET" | "POST";
  /** Below `/subscription/`, in lower case. */
  readonly name: string;
  readonly handle: (call: OperationCall) => Answer;
}

/** All has gone well; what there is to say stands beside the word for it. */
export function succeeded(members: JsonObject = {}): Answer {
  return ok({ ...members, ResultMessage: "OK" });
}
