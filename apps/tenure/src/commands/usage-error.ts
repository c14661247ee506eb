/** The command line cannot be right, in a way that only shows when its parts are seen together. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
