import type { ChartEdge, ChartNode, ChartTransition } from "../chart-graph.ts";
import { type DefinitionLimits, RefusedDefinition } from "./definition-limits.ts";
import { actionName, guardName } from "./names.ts";
import { Targets } from "./targets.ts";
import { chartIdOf, type WrittenState } from "./written-state.ts";
import { choicesOf, invokedBy, type WrittenChoice } from "./written-transitions.ts";
import { type Fields, isCut, isFields, own, several, shortened, textOf } from "./written.ts";

const longestText = 400;
const longestTarget = 120;
const longestTag = 60;
const mostNames = 50;
const mostProblems = 50;

const nodeTypes: ReadonlySet<unknown> = new Set([
  "atomic",
  "compound",
  "parallel",
  "final",
  "history",
]);

const isNodeType = (type: unknown): type is ChartNode["type"] => nodeTypes.has(type);

function typeOf({ fields, children }: WrittenState): ChartNode["type"] {
  const type = own(fields, "type");
  if (isNodeType(type)) return type;
  if (children.size > 0) return "compound";
  return own(fields, "history") ? "history" : "atomic";
}

const namesOf = (written: unknown, nameOf: (one: unknown) => string): readonly string[] =>
  several(written).slice(0, mostNames).map(nameOf);

/** Reads states and transitions of a definition whose states are found. */
export class GraphReader {
  readonly #problems: string[];
  readonly #limits: DefinitionLimits;
  readonly #targets: Targets;
  readonly #keepAction: (name: string) => boolean;
  #transitions = 0;

  constructor(
    root: WrittenState,
    settings: {
      readonly limits: DefinitionLimits;
      readonly problems: string[];
      readonly keepAction: (name: string) => boolean;
    },
  ) {
    this.#targets = new Targets(root);
    this.#limits = settings.limits;
    this.#problems = settings.problems;
    this.#keepAction = settings.keepAction;
  }

  node(state: WrittenState): ChartNode {
    const { fields, path, key, parent } = state;
    const type = typeOf(state);
    const history = own(fields, "history") === "deep" ? "deep" : "shallow";
    return {
      id: chartIdOf(path),
      name: key,
      description: textOf(own(fields, "description"), longestText),
      type,
      parent: parent === null ? null : chartIdOf(parent.path),
      initial: type === "compound" ? this.#initialOf(state) : null,
      history: type === "history" ? history : null,
      tags: namesOf(own(fields, "tags"), (tag) => textOf(tag, longestTag)).filter(
        (tag) => tag !== "",
      ),
      entry: this.#actions(own(fields, "entry")),
      exit: this.#actions(own(fields, "exit")),
      invoke: invokedBy(state)
        .slice(0, mostNames)
        .map(({ name }) => name),
      children: [...state.children.values()].map((child) => this.node(child)),
    };
  }

  edges(state: WrittenState): readonly ChartEdge[] {
    const from = chartIdOf(state.path);
    const byTarget = new Map<string | null, ChartTransition[]>();
    for (const choice of choicesOf(state, typeOf(state) === "history")) {
      for (const [place, candidate] of choice.candidates.entries()) {
        for (const [to, transition] of this.#transition(state, choice, candidate, place)) {
          this.#count();
          const others = byTarget.get(to);
          if (others === undefined) byTarget.set(to, [transition]);
          else others.push(transition);
        }
      }
    }
    return [...byTarget].map(([to, transitions]) => ({
      id: `${from} -> ${to ?? "(stays)"}`,
      from,
      to,
      transitions,
    }));
  }

  #count(): void {
    this.#transitions += 1;
    const { maximumTransitions } = this.#limits;
    if (this.#transitions > maximumTransitions) {
      throw new RefusedDefinition(
        "definition_too_large",
        `The definition has more than ${maximumTransitions} transitions. Raise maximumTransitions, or draw a part of it.`,
      );
    }
  }

  #actions(written: unknown): readonly string[] {
    return namesOf(written, actionName).filter(this.#keepAction);
  }

  #initialOf(state: WrittenState): string | null {
    const { fields, children, stateId } = state;
    const written = own(fields, "initial");
    const [first] = several(isFields(written) ? own(written, "target") : written);
    const child = typeof first === "string" ? children.get(first.replace(/^\./, "")) : undefined;
    if (child !== undefined) return chartIdOf(child.path);
    if (children.size > 0) this.#problem(`${stateId} does not say which state is entered first.`);
    return null;
  }

  /** The transition, once for each of its targets. */
  #transition(
    state: WrittenState,
    { trigger, event, words }: WrittenChoice,
    written: unknown,
    place: number,
  ): readonly (readonly [string | null, ChartTransition])[] {
    if (isCut(written)) {
      this.#problem(
        `What ${state.stateId} does on ${words} was left out by the sender. Raise its serializationDepthLimit.`,
      );
    }
    const fields: Fields = isFields(written) ? written : isCut(written) ? {} : { target: written };
    const guard = own(fields, "guard") ?? own(fields, "cond");
    const transition: Omit<ChartTransition, "missing"> = {
      trigger,
      event,
      words,
      guard: guard === undefined || guard === null ? null : guardName(guard),
      actions: this.#actions(own(fields, "actions")),
      place,
      reenter: own(fields, "reenter") === true,
      description: textOf(own(fields, "description"), longestText),
    };
    const targets = several(own(fields, "target")).filter((target) => target !== "");
    if (targets.length === 0) return [[null, { ...transition, missing: null }]];
    return targets.map((target) => this.#led(state, transition, target));
  }

  #led(
    state: WrittenState,
    transition: Omit<ChartTransition, "missing">,
    target: unknown,
  ): readonly [string | null, ChartTransition] {
    const found = typeof target === "string" ? this.#targets.find(state, target) : undefined;
    if (found !== undefined) return [chartIdOf(found.path), { ...transition, missing: null }];
    const missing = typeof target === "string" ? shortened(target, longestTarget) : "(no state)";
    this.#problem(
      `${state.stateId} leads on ${transition.words} to ${missing}, which is no state.`,
    );
    return [null, { ...transition, missing }];
  }

  #problem(sentence: string): void {
    if (this.#problems.length < mostProblems) this.#problems.push(shortened(sentence, longestText));
  }
}
