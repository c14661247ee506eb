import type { InspectedActor, InspectionSession } from "./inspection-session.ts";

/** An actor with those it brought to life, in the order they were first heard of. */
export interface ActorBranch {
  readonly actor: InspectedActor;
  readonly children: readonly ActorBranch[];
}

/** The actors from which no way up leads to a known one, or round in a circle, are at the top. */
function isTop(actor: InspectedActor, byId: ReadonlyMap<string, InspectedActor>): boolean {
  const passed = new Set([actor.sessionId]);
  let above = actor.parentId === null ? undefined : byId.get(actor.parentId);
  if (above === undefined) return true;
  while (above !== undefined) {
    if (above === actor) return true;
    if (passed.has(above.sessionId)) return false;
    passed.add(above.sessionId);
    above = above.parentId === null ? undefined : byId.get(above.parentId);
  }
  return false;
}

/** The actors as a tree: each once, below the one that brought it to life if that is known. */
export function actorTree({ actors }: Pick<InspectionSession, "actors">): readonly ActorBranch[] {
  const byId = new Map(actors.map((actor) => [actor.sessionId, actor]));
  const tops = actors.filter((actor) => isTop(actor, byId));
  const below = Map.groupBy(
    actors.filter((actor) => !tops.includes(actor)),
    ({ parentId }) => parentId,
  );
  const branch = (actor: InspectedActor): ActorBranch => ({
    actor,
    children: (below.get(actor.sessionId) ?? []).map(branch),
  });
  return tops.map(branch);
}
