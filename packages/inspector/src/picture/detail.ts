/**
 * How much a picture tells: states and events only (`events`); guards and descriptions too (`guards`); what
 * is run on entry, on exit and on the way, and what is invoked, too (`effects`).
 */
export type Detail = "events" | "guards" | "effects";

const levels: readonly Detail[] = ["events", "guards", "effects"];

/** Whether a picture of this detail shows what belongs to that one. */
export const shows = (detail: Detail, what: Detail): boolean =>
  levels.indexOf(detail) >= levels.indexOf(what);
