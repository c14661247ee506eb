import type { ConnectAdapter } from "@tenure/connect";
import type { Adapter, EffectCall } from "@tenure/engine";
import { VENDOR_KEY } from "@tenure/simulator";

import { answering, type BrokenAdapter } from "./broken-adapter.ts";

/** Greets the customer in the request's conversation before it does its work, in one way or another. */
const greeting =
  (greet: (post: () => Promise<unknown>, call: EffectCall) => Promise<boolean>) =>
  (sound: ConnectAdapter): Partial<Adapter> => ({
    async perform(call) {
      const { effect, signal } = call;
      const { conversations } = sound.client;
      if ("requestId" in effect) {
        const post = () => conversations.post(effect.requestId, { text: "Hello." }, { signal });
        if (!(await greet(post, call))) {
          const error = { code: "not_greeted", message: "The greeting got lost." };
          return { type: "retry", blame: "platform", error };
        }
      }
      return sound.perform(call);
    },
  });

const isMade = (making: Promise<unknown>): Promise<boolean> =>
  making.then(
    () => true,
    () => false,
  );

/** Each call once in this process. */
function onceIn(made: Set<string>) {
  return async (post: () => Promise<unknown>, { idempotencyKey }: EffectCall) => {
    if (made.has(idempotencyKey)) return true;
    if (!(await isMade(post()))) return false;
    made.add(idempotencyKey);
    return true;
  };
}

export const brokenInEffects: readonly BrokenAdapter[] = [
  {
    fault: "makes a change again at each attempt",
    breaks: "repeats: an effect performed again under its idempotency key changes nothing more",
    breaking: greeting((post) => isMade(post())),
  },
  {
    fault: "remembers only in its own process what it has changed",
    breaks: "repeats: an effect performed again after a restart changes nothing more",
    breaking: (sound) => greeting(onceIn(new Set()))(sound),
  },
  {
    fault: "takes a change for not made whose answer was lost",
    breaks: "repeats: a change whose answer was lost is looked for before it is made again",
    breaking: (sound) => greeting(onceIn(new Set()))(sound),
  },
  {
    fault: "takes a change for made that never reached the platform",
    breaks: "repeats: a change that never reached the platform is made in the end",
    breaking: greeting(async (post, { uncertain }) => {
      if (!uncertain) await isMade(post());
      return true;
    }),
  },
  {
    fault: "looks for what it has changed at its second attempt only",
    breaks: "troubles: each change is made once in the end, whatever goes wrong in whatever order",
    breaking: greeting((post, { attempt }) =>
      attempt === 2 ? isMade(Promise.resolve()) : isMade(post()),
    ),
  },
  {
    fault: "says that it is done and not what came of it",
    breaks: "repeats: an effect that is done tells the engine what it waits for",
    breaking: answering((outcome) =>
      outcome.type === "done" ? { type: "done", events: [] } : outcome,
    ),
  },
  {
    fault: "blames the effect for an outage",
    breaks: "errors: while the platform is down an effect is tried again, and is not to blame",
    breaking: answering((outcome) =>
      outcome.type === "retry" ? { ...outcome, blame: "effect" } : outcome,
    ),
  },
  {
    fault: "gives up in an outage",
    breaks: "errors: while the platform is down an effect is tried again, and is not to blame",
    breaking: answering((outcome) =>
      outcome.type === "retry" ? { type: "refused", error: outcome.error } : outcome,
    ),
  },
  {
    fault: "forgets how long the platform asked it to wait",
    breaks: "errors: a wait that the platform asks for is handed on",
    breaking: answering((outcome) => {
      if (outcome.type !== "retry") return outcome;
      const { after: _, ...rest } = outcome;
      return rest;
    }),
  },
  {
    fault: "has one word for all that goes wrong",
    breaks:
      "errors: credentials that are not accepted strand no effect, and are told apart from an outage",
    breaking: answering((outcome) =>
      outcome.type === "done"
        ? outcome
        : { ...outcome, error: { code: "failed", message: "It failed." } },
    ),
  },
  {
    fault: "asks for ever for what it was refused",
    breaks: "errors: what the platform refuses for good is settled, and not tried for ever",
    breaking: answering((outcome) =>
      outcome.type === "refused" ? { ...outcome, type: "retry", blame: "effect" } : outcome,
    ),
  },
  {
    fault: "throws at what it cannot read",
    breaks:
      "errors: no answer of the platform makes an attempt throw, hang or believe that it is done",
    breaking: answering((outcome) => {
      if (outcome.type === "retry") throw new SyntaxError("Unexpected token <");
      return outcome;
    }),
  },
  {
    fault: "takes whatever comes back for a success",
    breaks:
      "errors: no answer of the platform makes an attempt throw, hang or believe that it is done",
    breaking: answering((outcome) =>
      outcome.type === "retry" ? { type: "done", events: [] } : outcome,
    ),
  },
  {
    fault: "waits for an answer that does not come, whatever it is told",
    breaks:
      "stopping: an attempt ends soon after its signal aborts, though the platform stays silent",
    breaking: (sound) => ({
      perform: (call) => sound.perform({ ...call, signal: new AbortController().signal }),
    }),
  },
  {
    fault: "begins what it was told to leave",
    breaks: "stopping: an attempt whose signal was aborted before it began changes nothing",
    breaking: (sound) => ({
      perform: (call) => sound.perform({ ...call, signal: new AbortController().signal }),
    }),
  },
  {
    fault: "logs what it was configured with",
    breaks:
      "secrets: credentials are in no outcome, no error and no log, though the platform says them back",
    breaking: (sound, logger) => ({
      perform(call) {
        logger.debug({ configuration: { apiKey: VENDOR_KEY } }, "performing");
        return sound.perform(call);
      },
    }),
  },
  {
    fault: "keeps the call it made in the cause of its error",
    breaks:
      "secrets: credentials are in no outcome, no error and no log, though the platform says them back",
    breaking: (sound) => ({
      async perform(call) {
        const outcome = await sound.perform(call);
        if (outcome.type === "done") return outcome;
        const cause = { request: { headers: { authorization: `ApiKey ${VENDOR_KEY}` } } };
        throw new Error("The call failed.", { cause });
      },
    }),
  },
];
