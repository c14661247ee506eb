import type { LaidOutChart, LaidOutNode, LaidOutTransition } from "../laid-out-chart.ts";

const kinds: Readonly<Record<LaidOutNode["type"], string>> = {
  atomic: "state",
  compound: "state with states inside",
  parallel: "state with regions",
  final: "final state",
  history: "history state",
};

const mostTold = 24;

const ranBy = (when: string, names: readonly string[]): string =>
  names.length === 0 ? "" : `${when}: ${names.join(", ")}.`;

/** The transition as a sentence. */
function told({ trigger, words, guard, actions, missing }: LaidOutTransition, to: string): string {
  const start = trigger === "event" ? `On ${words}` : words;
  const condition = guard === null ? "" : ` if ${guard}`;
  const runs = actions.length === 0 ? "" : `, runs ${actions.join(", ")}`;
  const target =
    to === "" ? (missing === null ? "stays" : `leads to ${missing}, no state`) : `to ${to}`;
  return `${start}${condition}: ${target}${runs}.`;
}

/** Tells of each state of a chart in sentences, for those who do not see it. */
export class Descriptions {
  readonly #names: ReadonlyMap<string, string>;
  readonly #transitions: ReadonlyMap<string, readonly LaidOutTransition[]>;

  constructor({ nodes, transitions }: Pick<LaidOutChart, "nodes" | "transitions">) {
    this.#names = new Map(nodes.map(({ id, name }) => [id, name]));
    this.#transitions = Map.groupBy(transitions, ({ from }) => from);
  }

  /** Its name, what kind of state it is, where it is, and how it stands. */
  name({ name, type, parent }: LaidOutNode, standing: readonly string[]): string {
    const place = parent === null ? undefined : this.#names.get(parent);
    const where = place === undefined ? [] : [`in ${place}`];
    return [name, [kinds[type], ...where].join(" "), ...standing].join(", ");
  }

  /** What is said of it, what it runs, and where it leads. */
  description({ id, description, tags, entry, exit, invoke }: LaidOutNode): string {
    const all = this.#transitions.get(id) ?? [];
    const more = all.length > mostTold ? `And ${all.length - mostTold} more.` : "";
    return [
      description,
      ranBy("Tags", tags),
      ranBy("On entry", entry),
      ranBy("On exit", exit),
      ranBy("Invokes", invoke),
      ...all
        .slice(0, mostTold)
        .map((transition) =>
          told(transition, transition.to === null ? "" : this.#nameOf(transition.to)),
        ),
      more,
    ]
      .filter((sentence) => sentence !== "")
      .join(" ");
  }

  #nameOf(id: string): string {
    return this.#names.get(id) ?? id;
  }
}
