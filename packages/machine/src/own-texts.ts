/** A type that no release of ours can carry to an end. */
export const unsupportedTypeText =
  "The request's type is not one Tenure can carry to an end; settle it on the platform.";

/** A type that the vendor gave to people. */
export const heldText = "Requests of this type are held for an operator: answer this one by hand";

export const unfitAnswerText =
  "The handler's answer does not fit the request: suspend, resume and cancel cannot be inquired, and only a product with the scheduling capability for the type can be scheduled.";

export const unschedulableText =
  "The handler's answer does not fit: a tier configuration request cannot be scheduled.";

/**
 * What Tenure itself writes into an error, word for word, alone or behind what it is said of and a colon. There
 * is nothing of anybody's in it, so that it may be shown where a text of the platform's or of a handler's may not.
 */
export const ownTexts: ReadonlySet<string> = new Set([
  unsupportedTypeText,
  heldText,
  unfitAnswerText,
  unschedulableText,
]);
