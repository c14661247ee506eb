import type { ChartTrigger } from "../chart-graph.ts";
import { sourceName } from "./names.ts";
import { statesWithin, type WrittenState } from "./written-state.ts";
import { isFields, own, several, shortened, textOf, type Fields } from "./written.ts";

/** What starts a group of transitions, with the transitions in the order they are tried. */
export interface WrittenChoice {
  readonly trigger: ChartTrigger;
  readonly event: string;
  readonly words: string;
  /** Each a target or fields; not yet looked at. */
  readonly candidates: readonly unknown[];
}

const longestEvent = 200;

const choice = (
  trigger: ChartTrigger,
  event: string,
  words: string,
  written: unknown,
): WrittenChoice => ({
  trigger,
  event: shortened(event, longestEvent),
  words: shortened(words, longestEvent),
  candidates: several(written),
});

const entriesOf = (written: unknown): readonly (readonly [string, unknown])[] =>
  isFields(written) ? Object.entries(written) : [];

/** An actor that the state invokes, by the id XState gives it. */
interface Invoked {
  readonly id: string;
  readonly name: string;
  readonly fields: Fields;
}

export function invokedBy({ fields, stateId }: WrittenState): readonly Invoked[] {
  return several(own(fields, "invoke")).map((written, index) => {
    const invoked = isFields(written) ? written : { src: written };
    const id = textOf(own(invoked, "id"), longestEvent);
    const source = own(invoked, "src");
    const name = sourceName(source);
    return {
      id: id === "" ? `${index}.${stateId}` : id,
      // A source that is written in place has no name: then the id, if there is one, tells more.
      name: name.startsWith("(") && id !== "" ? id : name,
      fields: invoked,
    };
  });
}

const ofActors = (state: WrittenState): readonly WrittenChoice[] =>
  invokedBy(state).flatMap(({ id, name, fields }) => [
    choice("actor", `xstate.done.actor.${id}`, `done: ${name}`, own(fields, "onDone")),
    choice("actor", `xstate.error.actor.${id}`, `error: ${name}`, own(fields, "onError")),
    choice("actor", `xstate.snapshot.${id}`, `snapshot: ${name}`, own(fields, "onSnapshot")),
  ]);

function ofDelays({ fields, stateId }: WrittenState): readonly WrittenChoice[] {
  return entriesOf(own(fields, "after")).map(([delay, written]) => {
    const isNumber = !Number.isNaN(Number(delay));
    const told = isNumber ? `after ${Number(delay)} ms` : `after ${delay}`;
    const event = `xstate.after.${isNumber ? Number(delay) : delay}.${stateId}`;
    // XState takes a bare target only when it stands alone; in a list it leads nowhere.
    const isBare = (one: unknown): boolean => Array.isArray(written) && typeof one === "string";
    const candidates = several(written).map((one) => (isBare(one) ? {} : one));
    return choice("after", event, told, candidates);
  });
}

/** States with an id and a `route` are reached from anywhere by asking for them. */
function ofRoutes(state: WrittenState): readonly WrittenChoice[] {
  if (state.parent !== null) return [];
  const routes = [...statesWithin(state)]
    .filter(({ parent }) => parent !== null)
    .flatMap(({ fields }) => {
      const [route, id] = [own(fields, "route"), own(fields, "id")];
      return isFields(route) && typeof id === "string" ? [{ ...route, target: `#${id}` }] : [];
    });
  return routes.length === 0 ? [] : [choice("route", "xstate.route", "route", routes)];
}

/** A history state that is given a target leads there while it remembers nothing. */
function ofHistory({ fields }: WrittenState, isHistory: boolean): readonly WrittenChoice[] {
  const target = own(fields, "target");
  return isHistory && target !== undefined
    ? [choice("history", "", "nothing remembered", { target })]
    : [];
}

/** The groups of transitions of a state, in XState's own order; of two for one event the later one. */
export function choicesOf(state: WrittenState, isHistory: boolean): readonly WrittenChoice[] {
  const { fields, stateId } = state;
  const all = [
    ...ofHistory(state, isHistory),
    choice("always", "", "always", own(fields, "always")),
    ...entriesOf(own(fields, "on")).map(([event, written]) =>
      // An event that is written with nothing is taken, and leads nowhere.
      choice("event", event, event, written === undefined ? [undefined] : written),
    ),
    choice("done", `xstate.done.state.${stateId}`, "done", own(fields, "onDone")),
    ...ofActors(state),
    ...ofDelays(state),
    ...ofRoutes(state),
  ].filter(({ candidates }) => candidates.length > 0);
  return [...new Map(all.map((one) => [`${one.trigger} ${one.event}`, one])).values()];
}
