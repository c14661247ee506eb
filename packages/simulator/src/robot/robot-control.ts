import type { Clock } from "../system-clock.ts";
import type { Timers } from "../time/timers.ts";
import { BuyerRobot, type RobotOptions, type RobotTally } from "./buyer-robot.ts";
import type { RobotCaller } from "./robot-caller.ts";

/** A robot that plays the buyers. Its calls are recorded and struck by faults like any other. */
export interface RobotControl {
  /**
   * Starts it, in place of one that runs. Its moves follow the simulator's time: in virtual time it makes them while
   * time is moved. Throws a `RangeError` when the rate is not above 0.
   */
  start(options: RobotOptions): void;
  /** Makes no more moves; what it began goes on without it. */
  stop(): void;
  /** What the robot that runs, or ran last, has done; undefined when none ever ran. */
  tally(): RobotTally | undefined;
}

export function robotControl(parts: {
  readonly call: RobotCaller;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly seed: number;
}): RobotControl {
  let robot: BuyerRobot | undefined;
  return {
    start: (options) => {
      const next = new BuyerRobot(parts, options);
      robot?.stop();
      robot = next;
    },
    stop: () => robot?.stop(),
    tally: () => robot?.tally(),
  };
}
