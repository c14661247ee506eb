import * as fc from "fast-check";

import { keptBack, type Step } from "./step.ts";
import { at, details, endState, openState, requestType, some } from "./values.ts";
import type { Shown } from "./world.ts";

export const opens: fc.Arbitrary<Step> = fc.record({ requestType, shown: openState, details }).map(
  ({ requestType: type, shown, details: more }) =>
    (world) =>
      world.fact(shown, world.nextId, type, more),
);

/** The type that leads on from where the subscription is, so that histories get somewhere. */
const usual: Readonly<Record<string, readonly string[]>> = {
  new: ["purchase"],
  active: ["change", "suspend", "cancel", "adjustment"],
  suspended: ["resume", "cancel"],
  terminating: ["cancel"],
};
export const opensUsual: fc.Arbitrary<Step> = fc
  .record({ some, details })
  .map(({ some: pick, details: more }) => (world) => {
    const { open, status } = world.reference;
    const type = at(usual[status] ?? [], pick);
    return open === undefined && type !== undefined
      ? world.fact("pending", world.nextId, type, more)
      : undefined;
  });

export const drafts: fc.Arbitrary<Step> = details.map(
  (more) => (world) =>
    world.reference.status === "new"
      ? world.fact("draft", world.nextId, "purchase", { ...more, reported: undefined })
      : undefined,
);

export const progresses = (shown: fc.Arbitrary<Shown>): fc.Arbitrary<Step> =>
  fc.record({ shown, details }).map(({ shown: next, details: more }) => (world) => {
    const { open } = world.reference;
    return open && world.fact(next, open.id, open.type, more);
  });

export const concernsWaiting: fc.Arbitrary<Step> = fc
  .record({ some, shown: fc.oneof(openState, endState), details })
  .map(({ some: pick, shown, details: more }) => (world) => {
    const request = at(world.reference.waiting, pick)?.request;
    return request && world.fact(shown, request.id, request.type, more);
  });

export const isMissed: fc.Arbitrary<Step> = fc
  .record({ requestType, shown: endState, details })
  .map(
    ({ requestType: type, shown, details: more }) =>
      (world) =>
        world.fact(shown, world.nextId, type, more),
  );

export const keepsBack: fc.Arbitrary<Step> = fc
  .record({ requestType, shown: fc.oneof(openState, endState), details })
  .map(({ requestType: type, shown, details: more }) =>
    keptBack((world) => world.fact(shown, world.nextId, type, more)),
  );

export const tells: fc.Arbitrary<Step> = some.map((pick) => (world) => at(world.untold, pick));
export const repeats: fc.Arbitrary<Step> = some.map((pick) => (world) => at(world.told, pick));
