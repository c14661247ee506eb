/** What a list can be filtered and ordered by, as the platform's OpenAPI document names it. */
export interface Offered {
  /** Names, separated by spaces, by the lookups they take; `null` is to be compared with `null()`. */
  readonly filters: Readonly<Record<string, string>>;
  /** Names, separated by spaces. Empty where the document names none; then any field will do. */
  readonly orders: string;
}
