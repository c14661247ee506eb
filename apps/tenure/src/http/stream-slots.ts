import { HttpProblem } from "./problem.ts";

/** So many answers that go on for long are given at once. */
export class StreamSlots {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Takes a slot; the answer frees it. */
  take(): () => void {
    if (this.#taken >= this.#most) {
      throw new HttpProblem(
        503,
        "too_many_streams",
        `The service gives ${this.#most} streams at once, and all are taken. Try again later.`,
        { headers: { "retry-after": "5" } },
      );
    }
    this.#taken += 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.#taken -= 1;
      isTaken = false;
    };
  }
}
