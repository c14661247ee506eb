import type { RobotOptions, RobotTally } from "./buyer-robot.ts";

/** A robot that plays the buyers, Connect's unless told otherwise. */
export interface RobotControl<O = RobotOptions, T = RobotTally> {
  /**
   * Starts it, in place of one that runs. Its moves follow the simulator's time: in virtual time it makes them while
   * time is moved. Throws a `RangeError` when the rate is not above 0.
   */
  start(options: O): void;
  /** Makes no more moves; what it began goes on without it. */
  stop(): void;
  /** What the robot that runs, or ran last, has done; undefined when none ever ran. */
  tally(): T | undefined;
}

interface Robot<T> {
  stop(): void;
  tally(): T;
}

/** One robot at a time, of those that `make` makes. */
export function robotControl<O, T>(make: (options: O) => Robot<T>): RobotControl<O, T> {
  let robot: Robot<T> | undefined;
  return {
    start: (options) => {
      const next = make(options);
      robot?.stop();
      robot = next;
    },
    stop: () => robot?.stop(),
    tally: () => robot?.tally(),
  };
}
