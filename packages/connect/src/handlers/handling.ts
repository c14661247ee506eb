import { TenureError } from "@tenure/engine";

import { type Held, hold } from "./hold.ts";

/**
 * Who handles which type of request, leaving none to chance: each type has a handler or is held on purpose
 * with `hold`, or `otherwise` says what becomes of those not named.
 */
export type Handling<Type extends string, Handler> =
  | ({ readonly [Each in Type]: Handler | Held } & {
      readonly otherwise?: Handler | Held | undefined;
    })
  | ({ readonly [Each in Type]?: Handler | Held | undefined } & {
      readonly otherwise: Handler | Held;
    });

/** The handler of each type; `hold` where a person answers. */
export type HandlerByType<Type extends string, Handler> = ReadonlyMap<Type, Handler | Held>;

function invalid(problem: string): TenureError {
  return new TenureError("options_invalid", problem);
}

function listOf(names: readonly string[], word: string): string {
  const [last = "", ...others] = names.map((name) => `handlers.${name}`).toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(", ")} ${word} ${last}`;
}

/**
 * The handlers as given, by type.
 *
 * @param what the requests are called, for the error
 * @param others names that may stand beside the types
 * @throws TenureError `options_invalid` naming the types that nobody handles, what is none of the types, and
 *   what is no handler
 */
export function handlersByType<Type extends string, Handler>(
  handlers: Handling<Type, Handler>,
  types: readonly Type[],
  what: string,
  others: readonly string[] = [],
): HandlerByType<Type, Handler> {
  // Options may come from where nobody checks types.
  const given: unknown = handlers;
  if (typeof given !== "object" || given === null) {
    throw invalid(`handlers: expected an object with a handler for each type of ${what}`);
  }
  const known = new Set<string>([...types, "otherwise", ...others]);
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  const strange = named.map(([name]) => name).filter((name) => !known.has(name));
  if (strange.length > 0) {
    throw invalid(
      `${listOf(strange, "and")}: no such type of ${what}; there are ${types.join(", ")}`,
    );
  }
  const isRight = (name: string, value: unknown): boolean =>
    typeof value === "function" || (value === hold && !others.includes(name));
  const wrong = named.filter(([name, value]) => !isRight(name, value)).map(([name]) => name);
  if (wrong.length > 0) {
    const or = wrong.some((name) => others.includes(name)) ? "" : ", or hold of @tenure/connect";
    throw invalid(`${listOf(wrong, "and")}: expected a function${or}`);
  }
  const missing = types.filter((type) => (handlers[type] ?? handlers.otherwise) === undefined);
  if (missing.length > 0) {
    throw invalid(
      `Nobody handles ${what} of the types ${missing.join(", ")}. Set ${listOf(missing, "and")} to a function, ` +
        "or to hold of @tenure/connect where a person answers; or set handlers.otherwise to either, for " +
        "all types that are not named. Types the products do not sell today count too: what they can do may change.",
    );
  }
  return new Map(types.map((type) => [type, handlers[type] ?? handlers.otherwise ?? hold]));
}
