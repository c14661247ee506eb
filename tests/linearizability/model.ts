/** What an object does when its operations come one after the other. */
export interface Model<State, Input, Output> {
  readonly initial: State;
  /** Pure: the state given is not changed. */
  apply(state: State, input: Input): { readonly state: State; readonly output: Output };
  /** Two states with the same text behave the same from there on. */
  identify(state: State): string;
  /** Whether what a client saw is what the model says. */
  matches(said: Output, seen: Output): boolean;
  /**
   * For an object with a number that never falls, such as a version: spares the check what it need not
   * try. Without it, each operation that has no response can double the work.
   */
  readonly progress?: {
    of(state: State): number;
    /** The highest in which an operation can still be answered so; Infinity when any will do. */
    latest(seen: Output): number;
  };
}
