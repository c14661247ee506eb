/** One line of a chart; `values` stand at the chart's times. */
export interface Line {
  readonly name: string;
  /** A custom property of the design. */
  readonly color: `--${string}`;
  /** Lines are told apart by more than their color. */
  readonly dash?: readonly number[] | undefined;
  readonly values: readonly (number | null)[];
  /** What is to be said of all values together. */
  readonly whole: string;
}
