/** One thing that was looked at, for a person who wonders whether it will work. */
export interface Finding {
  /** What was looked at, in a word or two: `credentials`, `schema`. */
  readonly about: string;
  /** `doubtful`: it works, and may not for long, or not as meant. `bad`: it does not. */
  readonly state: "good" | "doubtful" | "bad";
  /** What was found, and what to do about it. Holds no credentials. */
  readonly message: string;
}
