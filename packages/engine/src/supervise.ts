import { errorFields } from "./error-fields.ts";
import type { Adapter, Intake } from "./ports/adapter.ts";

/** How long an intake that failed rests, in milliseconds. */
const restartPause = 5000;

/** Keeps an adapter's intake running until its signal aborts. Never rejects. */
export async function supervise(adapter: Adapter, intake: Intake): Promise<void> {
  const { signal, clock, logger } = intake;
  while (!signal.aborted) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one run after the other
      await adapter.run?.(intake);
      return;
    } catch (error) {
      if (signal.aborted) return;
      const fields = { ...errorFields(error), adapter: adapter.name };
      logger.error(fields, "intake failed: starting it again");
    }
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    await clock.sleep(restartPause, signal);
  }
}
