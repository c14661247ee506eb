import type { Life } from "./life.ts";
import type { PastAnswers } from "./past-answers.ts";
import { isRead, jsonReply, type PlatformCall, type Reply } from "./reply.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";
import type { NetworkFault, Weather } from "./weather.ts";

/** How long the client waits for an answer, in milliseconds. */
const clientPatience = 6000;
const slowest = 15_000;

/** What lies between an engine and the platform. */
export interface Network {
  readonly platform: SimulatedPlatform;
  /** Calls on their way belong to it: they arrive although their sender is dead. */
  readonly outside: Life;
  readonly weather: Weather;
  readonly past: PastAnswers;
  readonly random: SeededRandom;
  /** Until when nothing reaches the platform. */
  readonly outage: { until: number; hangs: boolean };
}

function lost(code: string): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}

/** One call's way to the platform and back. */
class Journey {
  readonly call: PlatformCall;
  readonly network: Network;

  constructor(call: PlatformCall, network: Network) {
    this.call = call;
    this.network = network;
  }

  wait(milliseconds: number): Promise<void> {
    return this.network.outside.clock.sleep(milliseconds);
  }

  /** The usual way; some calls take no time at all. */
  async travel(): Promise<void> {
    const { random } = this.network;
    await this.wait(random.chance(0.3) ? 0 : random.between(1, 60));
  }

  async carryOut(): Promise<Reply> {
    const { platform, past } = this.network;
    const reply = await platform.carryOut(this.call);
    if (isRead(this.call) && reply.status === 200) past.keep(this.call.address, reply);
    return reply;
  }

  async timeOut(): Promise<never> {
    await this.wait(clientPatience);
    throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
  }
}

/** What is met on the way there, in place of the call. */
const before: Partial<Record<NetworkFault, (journey: Journey) => Promise<Reply>>> = {
  "429": async () => jsonReply(429),
  "429 with Retry-After": async ({ network }) =>
    jsonReply(429, { "retry-after": String(network.random.between(1, 9)) }),
  "500 before it was done": async () => jsonReply(500),
  "connection refused": () => Promise.reject(lost("ECONNREFUSED")),
  "connection lost before it was done": () => Promise.reject(lost("ECONNRESET")),
  "hung before it was done": (journey) => journey.timeOut(),
  "arrived after the client gave up": (journey) => {
    void (async () => {
      await journey.wait(clientPatience + journey.network.random.between(0, slowest));
      await journey.carryOut();
    })();
    return journey.timeOut();
  },
  "stale read": async (journey) =>
    journey.network.past.stale(journey.call.address) ?? journey.carryOut(),
};

/** What is met on the way back. */
const after: Partial<Record<NetworkFault, (journey: Journey, reply: Reply) => Promise<Reply>>> = {
  "502 after it was done": async () => ({
    status: 502,
    headers: { "content-type": "text/html" },
    text: "<html>502</html>",
  }),
  "connection lost after it was done": () => Promise.reject(lost("ECONNRESET")),
  "hung after it was done": (journey) => journey.timeOut(),
  "truncated answer": async (_, reply) => ({
    ...reply,
    text: reply.text.slice(0, Math.floor(reply.text.length / 2)),
  }),
  "delivered twice": async (journey, reply) => {
    const second = await journey.carryOut();
    return journey.network.random.chance(0.5) ? reply : second;
  },
  "answered late": async (journey, reply) => {
    await journey.wait(journey.network.random.between(200, clientPatience - 500));
    return reply;
  },
  "rows missing from a list": async ({ network }, reply) => network.past.withoutSome(reply),
};

/** Takes a call to the platform and its answer back, unless the fault is in the way. */
export async function travel(
  call: PlatformCall,
  network: Network,
  fault: NetworkFault | undefined,
): Promise<Reply> {
  const journey = new Journey(call, network);
  const { outage, outside } = network;
  await journey.travel();
  if (outage.until > outside.clock.now()) {
    if (outage.hangs) return journey.timeOut();
    throw lost("ECONNREFUSED");
  }
  const instead = fault === undefined ? undefined : before[fault];
  if (instead !== undefined) return instead(journey);

  const reply = await journey.carryOut();
  await journey.travel();
  const bringing = fault === undefined ? undefined : after[fault];
  return bringing === undefined ? reply : bringing(journey, reply);
}
