import { type DefinitionLimits, RefusedDefinition } from "./definition-limits.ts";
import { type Fields, isCut, isFields, own, shortened, textOf } from "./written.ts";

/** A state as the definition has it, found at its place. */
export interface WrittenState {
  readonly key: string;
  /** As XState names it: what is written, or the machine's id and the way to it. */
  readonly stateId: string;
  readonly path: readonly string[];
  readonly fields: Fields;
  readonly parent: WrittenState | null;
  /** By key, in document order. */
  readonly children: Map<string, WrittenState>;
}

const longestKey = 200;

/** The machine's name as XState has it when the definition gives none. */
const unnamed = "(machine)";

/** The id by which the chart knows the state of this path. */
export const chartIdOf = (path: readonly string[]): string =>
  path.map((key) => (key === "" ? "\\" : key.replaceAll(/[\\.]/g, "\\$&"))).join(".");

class StateReader {
  readonly #limits: DefinitionLimits;
  readonly #problems: string[];
  readonly #machineId: string;
  #states = 0;

  constructor(machineId: string, limits: DefinitionLimits, problems: string[]) {
    this.#machineId = machineId;
    this.#limits = limits;
    this.#problems = problems;
  }

  read(key: string, fields: Fields, parent: WrittenState | null): WrittenState {
    const path = parent === null ? [] : [...parent.path, key];
    this.#count(path);
    const written = textOf(own(fields, "id"), longestKey);
    const state: WrittenState = {
      key,
      stateId: written === "" ? [this.#machineId, ...path].join(".") : written,
      path,
      fields,
      parent,
      children: new Map(),
    };
    for (const [name, child] of this.#childrenOf(state)) {
      state.children.set(name, this.read(name, child, state));
    }
    return state;
  }

  #count(path: readonly string[]): void {
    const { maximumStates, maximumDepth } = this.#limits;
    this.#states += 1;
    if (this.#states > maximumStates) {
      throw new RefusedDefinition(
        "definition_too_large",
        `The definition of ${this.#machineId} has more than ${maximumStates} states. Raise maximumStates, or draw a part of it.`,
      );
    }
    if (path.length > maximumDepth) {
      throw new RefusedDefinition(
        "definition_too_large",
        `The definition of ${this.#machineId} has states more than ${maximumDepth} deep, at ${shortened(path.join("."), longestKey)}. Raise maximumDepth, or draw a part of it.`,
      );
    }
  }

  #childrenOf({ stateId, fields }: WrittenState): readonly (readonly [string, Fields])[] {
    const states = own(fields, "states");
    if (isCut(states)) {
      this.#problems.push(
        `What is inside ${stateId} was left out by the sender. Raise its serializationDepthLimit.`,
      );
    }
    if (!isFields(states)) return [];
    return Object.entries(states).flatMap(([key, child]) => {
      if (isFields(child)) return [[shortened(key, longestKey), child] as const];
      this.#problems.push(`State ${key} of ${stateId} is not written as an object.`);
      return [[shortened(key, longestKey), {}] as const];
    });
  }
}

/** Finds every state of a definition. Throws `RefusedDefinition` beyond a limit. */
export function readStates(
  definition: Fields,
  limits: DefinitionLimits,
  problems: string[],
): WrittenState {
  const id = textOf(own(definition, "id"), longestKey);
  const machineId = id === "" ? unnamed : id;
  return new StateReader(machineId, limits, problems).read(machineId, definition, null);
}

/** The state and all inside it, in document order. */
export function* statesWithin(state: WrittenState): Generator<WrittenState, undefined> {
  yield state;
  for (const child of state.children.values()) yield* statesWithin(child);
  return undefined;
}
