import type { Activity } from "./activity.ts";
import { Alarm } from "./alarm.ts";
import { errorFields } from "./error-fields.ts";
import type { Clock } from "./ports/clock.ts";
import type { Logger } from "./ports/logger.ts";
import { turn } from "./turn.ts";

/** How long a loop rests after its round failed, in milliseconds. */
const failurePause = 1000;

export interface LoopOptions {
  /** What the loop does, for the log. */
  readonly name: string;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly logger: Logger;
  /** Does what is due and answers in how many milliseconds there is something to do again. */
  readonly round: () => Promise<number>;
}

/** Repeats a round: when it asked to, or when woken, or a while after it failed. Never gives up. */
export class Loop {
  readonly #options: LoopOptions;
  readonly #alarm: Alarm;
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#alarm = new Alarm(options.clock, options.activity);
  }

  start(): void {
    this.#running ??= this.#options.activity.during(() => this.#run());
  }

  /** There is something to do now. */
  wake(): void {
    this.#alarm.wake();
  }

  /** Resolves when the round under way has ended; no other begins. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#alarm.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      // oxlint-disable-next-line no-await-in-loop -- rounds follow one another
      const pause = await this.#round();
      // oxlint-disable-next-line no-await-in-loop -- rounds follow one another
      await (pause > 0 ? this.#alarm.rest(pause) : turn());
    }
  }

  async #round(): Promise<number> {
    const { name, logger } = this.#options;
    try {
      return await this.#options.round();
    } catch (error) {
      logger.error({ ...errorFields(error), loop: name }, "store failed: trying again");
      return failurePause;
    }
  }
}
