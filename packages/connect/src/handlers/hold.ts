/** Stands in place of a handler: requests of the type are held for a person, on purpose. */
export const hold = "held";

/** The type of {@link hold}. */
export type Held = typeof hold;
