import { fc } from "@fast-check/vitest";

import type { Model } from "./model.ts";
import type { Operation } from "./operation.ts";

/** So much time lies between two moments at which operations take effect. */
const pace = 1_000;

interface Called<Input> {
  readonly input: Input;
  readonly client: number;
  /** How far its invocation and its response lie from the moment it takes effect, from 0 to 1. */
  readonly lead: number;
  readonly lag: number;
  readonly crashed: boolean;
}

/**
 * Histories of clients that each do one operation at a time, all of which took effect in the order of
 * the calls. An operation reaches as far as its client's other operations let it; one that crashed has
 * no response, and its client goes on under another name.
 */
function historyOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  calls: readonly Called<Input>[],
): Operation<Input, Output>[] {
  let { initial: state } = model;
  return calls.map(({ input, client, lead, lag, crashed }, index) => {
    const applied = model.apply(state, input);
    ({ state } = applied);
    const moment = (index + 1) * pace;
    const mine = (other: Called<Input>) => other.client === client;
    const earlier = calls.slice(0, index).findLastIndex(mine) + 1;
    const later = calls.findIndex((other, place) => place > index && mine(other)) + 1;
    const room = { before: moment - earlier * pace, behind: (later || index + 4) * pace - moment };
    const invokedAt = BigInt(Math.floor(moment - (lead * room.before) / 2.5));
    const at = BigInt(Math.ceil(moment + (lag * room.behind) / 2.5));
    const name = `client-${client}${crashed ? `-until-${index}` : ""}`;
    const called = { client: name, input, invokedAt };
    return crashed ? called : { ...called, response: { at, output: applied.output } };
  });
}

/** Histories that are linearizable, because they were made from one order. */
export function overlapping<State, Input, Output>(
  model: Model<State, Input, Output>,
  input: fc.Arbitrary<Input>,
  size: {
    readonly clients: number;
    readonly minLength?: number;
    readonly maxLength: number;
    /** Share of the operations that have no response. Default 0. */
    readonly crashes?: number;
  },
): fc.Arbitrary<Operation<Input, Output>[]> {
  const { clients, minLength = 1, maxLength, crashes = 0 } = size;
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  const called = fc.record({
    input,
    client: fc.nat(clients - 1),
    lead: part,
    lag: part,
    crashed: part.map((drawn) => drawn < crashes),
  });
  return fc
    .array(called, { minLength, maxLength, size: "max" })
    .map((calls) => historyOf(model, calls));
}
