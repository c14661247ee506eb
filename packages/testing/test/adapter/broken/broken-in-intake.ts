import type { Intake, SendResult } from "@tenure/engine";
import { initial } from "@tenure/machine";
import { VENDOR_KEY } from "@tenure/simulator";

import { between, type BrokenAdapter } from "./broken-adapter.ts";

type Send = Intake["send"];

/** What an intake takes for an answer that sent nothing. */
const nothing = (key: string): SendResult => ({
  key,
  verdict: { type: "unchanged", reason: "known" },
  version: 0,
  snapshot: initial({ key }),
  repeated: false,
});

const forEver = () => new Promise<never>(() => undefined);

/** At each look after the first few it tells all that it has told before, under ids of its own. */
function tellingAgain(intake: Intake, from: number): Partial<Intake> {
  const told = new Map<string, Parameters<Send>>();
  let looks = 0;
  return {
    async send(...sent) {
      const [, event] = sent;
      if ("request" in event) told.set(event.request.id, sent);
      return intake.send(...sent);
    },
    async congested() {
      looks += 1;
      for (const [key, event] of looks > from ? told.values() : []) {
        if (!("request" in event)) continue;
        const request = { ...event.request, id: `${event.request.id}-${looks}` };
        await intake.send(key, { ...event, request });
      }
      return intake.congested();
    },
  };
}

/** Where it keeps which subscriptions it has left behind. */
const passed = "passed";

export const brokenInIntake: readonly BrokenAdapter[] = [
  {
    fault: "takes what it sees again for something new",
    breaks: "intake: what happened on the platform is told once, however often it is looked at",
    breaking: between((intake) => tellingAgain(intake, 0)),
  },
  {
    fault: "takes what it is told again for something new",
    breaks: "intake: what is told again, in any order, adds nothing",
    breaking: between((intake) => tellingAgain(intake, 3)),
  },
  {
    fault: "begins with the present whenever it is started",
    breaks: "intake: nothing is lost or told twice over a restart",
    breaking: between((intake) => {
      const startedAt = intake.clock.now();
      const skipped = new Set<string>();
      return {
        async send(key, event, options) {
          if (intake.clock.now() - startedAt < 500) skipped.add(key);
          return skipped.has(key) ? nothing(key) : intake.send(key, event, options);
        },
      };
    }),
  },
  {
    fault: "goes on when the engine could not take something in",
    breaks: "intake: what the engine could not take in is told again, after a crash too",
    breaking: between((intake) => ({
      async send(key, event, options) {
        const left = (await intake.readCursor(passed)) ?? "";
        if (left.includes(key)) return nothing(key);
        try {
          return await intake.send(key, event, options);
        } catch {
          await intake.writeCursor(passed, `${left} ${key}`);
          return nothing(key);
        }
      },
    })),
  },
  {
    fault: "ends for good at the first trouble with the platform",
    breaks: "intake: whatever the platform answers, the intake goes on and loses nothing",
    breaking: (sound) => ({
      async run(intake) {
        const over = new AbortController();
        const signal = AbortSignal.any([intake.signal, over.signal]);
        const logger = { ...intake.logger, ...silent, error: () => over.abort() };
        await sound.run?.({ ...intake, signal, logger });
      },
    }),
  },
  {
    fault: "goes on when it was told to end",
    breaks: "stopping: an intake ends when it is told to, while it waits for news",
    breaking: (sound) => ({
      async run(intake) {
        await sound.run?.(intake);
        await forEver();
      },
    }),
  },
  {
    fault: "does not end while it waits for an answer",
    breaks: "stopping: an intake ends when it is told to, while the platform stays silent",
    breaking: (sound) => ({
      run: async (intake) => sound.run?.({ ...intake, signal: new AbortController().signal }),
    }),
  },
  {
    fault: "can be started only once",
    breaks: "stopping: the same adapter goes on where it was when it is started again",
    breaking(sound) {
      let wasStarted = false;
      return {
        async run(intake) {
          if (wasStarted) return;
          wasStarted = true;
          await sound.run?.(intake);
        },
      };
    },
  },
  {
    fault: "logs the call that failed with all its headers",
    breaks: "secrets: credentials are in no log of the intake, whatever the platform says",
    breaking: (sound, logger) => ({
      async run(intake) {
        logger.warn({ headers: { authorization: `ApiKey ${VENDOR_KEY}` } }, "polling");
        await sound.run?.(intake);
      },
    }),
  },
];

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };
