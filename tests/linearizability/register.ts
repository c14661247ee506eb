import type { Model } from "./model.ts";

export type RegisterOperation = { readonly write: number } | "read" | "increment";

/** A register of one number, for histories small enough to be checked by hand. */
export const register: Model<number, RegisterOperation, number> = {
  initial: 0,
  apply(state, input) {
    if (input === "read") return { state, output: state };
    const next = input === "increment" ? state + 1 : input.write;
    return { state: next, output: next };
  },
  identify: String,
  matches: (said, seen) => said === seen,
};
