import { statesWithin, type WrittenState } from "./written-state.ts";

/** The keys of a written path; a backslash takes the next character as it is. */
function keysOf(written: string): readonly string[] {
  const keys: string[] = [];
  let key = "";
  for (let index = 0; index < written.length; index += 1) {
    const character = written.charAt(index);
    if (character === "\\") {
      index += 1;
      key += written.charAt(index);
    } else if (character === ".") {
      keys.push(key);
      key = "";
    } else key += character;
  }
  return [...keys, key];
}

/** Finds the states that targets of transitions are written for, by XState's own rules. */
export class Targets {
  readonly #byId = new Map<string, WrittenState>();

  constructor(root: WrittenState) {
    // Of two states with one id XState knows the later one.
    for (const state of statesWithin(root)) this.#byId.set(state.stateId, state);
  }

  /**
   * The state meant by a target: `#id` and `#id.child` from anywhere, `.child` for one inside, anything
   * else for a sibling. Undefined when there is no such state.
   */
  find(from: WrittenState, target: string): WrittenState | undefined {
    if (target.startsWith("#")) return this.#byStateId(target);
    const isInside = target.startsWith(".");
    if (from.parent === null) return isInside ? this.#below(from, target.slice(1)) : undefined;
    return this.#below(from.parent, isInside ? `${from.key}${target}` : target);
  }

  /** The state at the end of a path from here; the path ends at the first empty key. */
  #below(from: WrittenState, path: string): WrittenState | undefined {
    return this.#walk(from, keysOf(path));
  }

  #byStateId(target: string): WrittenState | undefined {
    const [id = "", ...path] = keysOf(target);
    const state = this.#byId.get(id.replace(/^#/, ""));
    return state === undefined ? undefined : this.#walk(state, path);
  }

  #walk(from: WrittenState, keys: readonly string[]): WrittenState | undefined {
    let state: WrittenState | undefined = from;
    for (const key of keys) {
      if (key === "" || state === undefined) break;
      state = key.startsWith("#") ? this.#byStateId(key) : state.children.get(key);
    }
    return state;
  }
}
