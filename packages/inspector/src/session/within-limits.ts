import type { InspectedActor, InspectionSession } from "./inspection-session.ts";

/** The session without the oldest entries of its log that are too many, or too large together. */
function withShorterLog(session: InspectionSession): InspectionSession {
  const { log, limits } = session;
  let count = Math.max(0, log.length - limits.maximumEntries);
  let size = session.size;
  for (const entry of log.slice(0, count)) size -= entry.size;
  for (const entry of log.slice(count)) {
    if (size <= limits.maximumCharacters) break;
    size -= entry.size;
    count += 1;
  }
  if (count === 0) return session;
  return { ...session, size, log: log.slice(count), forgotten: session.forgotten + count };
}

/** Which actor to forget first: one that ended before one that lives, a quiet one before a busy one. */
function leastMissed(actors: readonly InspectedActor[]): InspectedActor | undefined {
  const ended = actors.filter(({ status }) => status !== "active");
  return (ended.length > 0 ? ended : actors).reduce<InspectedActor | undefined>(
    (least, actor) =>
      least === undefined || actor.lastMessage < least.lastMessage ? actor : least,
    undefined,
  );
}

/** The session without definitions that no actor has any more. */
export function withoutUnused(session: InspectionSession): InspectionSession {
  const used = new Set(session.actors.map(({ definition }) => definition));
  const all = Object.entries(session.definitions);
  const kept = all.filter(([name]) => used.has(name));
  if (kept.length === all.length) return session;
  const sizeOf = (texts: typeof all): number =>
    texts.reduce((sum, [, text]) => sum + text.length, 0);
  return {
    ...session,
    definitions: Object.fromEntries(kept),
    size: session.size - sizeOf(all) + sizeOf(kept),
  };
}

const without = (session: InspectionSession, gone: InspectedActor): InspectionSession =>
  withoutUnused({
    ...session,
    actors: session.actors.filter((actor) => actor !== gone),
    size: session.size - gone.size,
  });

/** The session within its limits: what it can best do without is forgotten. */
export function withinLimits(session: InspectionSession): InspectionSession {
  let kept = withShorterLog(session);
  const { maximumActors, maximumCharacters } = kept.limits;
  while (kept.actors.length > maximumActors || kept.size > maximumCharacters) {
    const gone = leastMissed(kept.actors);
    if (gone === undefined) break;
    kept = without(kept, gone);
  }
  return kept;
}
