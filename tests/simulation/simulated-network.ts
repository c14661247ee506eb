import { travel, type Network } from "./journey.ts";
import type { Life } from "./life.ts";
import { callOf, isCreation, isList, responseOf, type PlatformCall, type Reply } from "./reply.ts";
import { networkFaults, type NetworkFault, type Weather } from "./weather.ts";

/** Rejects with the signal's reason as soon as it aborts, whatever becomes of the work. */
async function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | null | undefined,
): Promise<Result> {
  // What comes of it when nobody waits any more is nobody's business.
  work.catch(() => undefined);
  if (signal === null || signal === undefined) return work;
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  aborted.promise.catch(() => undefined);
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function fateOf(call: PlatformCall, weather: Weather): NetworkFault | undefined {
  return weather.strikesOneOf(
    networkFaults.filter((fault) => {
      // Lists come from an index that lags; a single document is read where it is written.
      if (fault === "stale read" || fault === "rows missing from a list") return isList(call);
      // The platform knows no idempotency key: a create that comes minutes late is one more, to anybody.
      return fault !== "arrived after the client gave up" || !isCreation(call);
    }),
  );
}

/** `fetch` as one life has it. */
export function networkOf(life: Life, network: Network): typeof fetch {
  return async (input, init = {}) => {
    const call = callOf(input, init);
    const name = `${call.method} ${call.address}`;
    await life.step(`→ ${name}`);
    const fault = fateOf(call, network.weather);
    if (fault !== undefined) life.note(`  ${name}: ${fault}`);
    let reply: Reply | undefined;
    let error: unknown;
    try {
      reply = await unlessAborted(travel(call, network, fault), init.signal);
    } catch (caught) {
      error = caught;
    }
    await life.step(`← ${reply?.status ?? (error instanceof Error ? error.name : "lost")} ${name}`);
    if (reply === undefined) throw error;
    return responseOf(reply);
  };
}
