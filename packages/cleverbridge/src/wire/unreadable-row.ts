/** A row of a list that does not have the shape of its kind. */
export interface UnreadableRow {
  /** The subscription's id, as far as it could be read. */
  readonly id: string | undefined;
  /** What is wrong, without the values themselves. */
  readonly problem: string;
}
