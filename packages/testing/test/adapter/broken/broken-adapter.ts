import type { ConnectAdapter } from "@tenure/connect";
import type { Adapter, EffectOutcome, Intake, Logger } from "@tenure/engine";

export interface BrokenAdapter {
  readonly fault: string;
  /** The group and the name of the promise that has to notice. */
  readonly breaks: string;
  /** What it does in place of the sound adapter that it is made from. */
  readonly breaking: (sound: ConnectAdapter, logger: Logger) => Partial<Adapter>;
}

/** The sound adapter, with some verbs replaced. */
export function broken(
  { breaking }: BrokenAdapter,
  sound: ConnectAdapter,
  logger: Logger,
): Adapter {
  return { ...sound, ...breaking(sound, logger) };
}

/** Makes something else of what the sound adapter answers. */
export const answering =
  (change: (outcome: EffectOutcome) => EffectOutcome): BrokenAdapter["breaking"] =>
  (sound) => ({ perform: async (call) => change(await sound.perform(call)) });

/** Stands between the sound adapter's intake and the engine; made anew for each run. */
export const between =
  (stand: (intake: Intake) => Partial<Intake>): BrokenAdapter["breaking"] =>
  (sound) => ({
    run: async (intake) => sound.run?.({ ...intake, ...stand(intake) }),
  });
