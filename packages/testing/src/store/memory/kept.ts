import { TenureError } from "@tenure/engine";

/** A value as JSON text, so that nobody shares an object with the store. */
export class Kept<Value> {
  readonly #text: string;

  /** @throws TenureError `store_failed` when JSON has no text for the value */
  constructor(value: Value) {
    try {
      this.#text = JSON.stringify(value);
    } catch (error) {
      throw new TenureError(
        "store_failed",
        "The store in memory was given a value that is no JSON. Nothing was written; the cause says why.",
        { cause: error },
      );
    }
  }

  /** A copy of its own for every caller. */
  copy(): Value {
    const value: Value = JSON.parse(this.#text);
    return value;
  }
}
