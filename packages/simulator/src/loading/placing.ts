/** A document that was put on the platform, or why it was not. */
export type Placing =
  | { readonly id: string; readonly notes: readonly string[] }
  | { readonly reason: string };
