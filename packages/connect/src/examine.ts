import { type Clock, type Finding, systemClock } from "@tenure/engine";

import { type ConnectClientOptions, createConnectClient } from "./client/connect-client.ts";
import { ConnectError } from "./client/connect-error.ts";

/** Tokens of webhooks are taken with the clocks so far apart; Retry-After and dates suffer before. */
const doubtfulMilliseconds = 5000;
const badMilliseconds = 30_000;

interface Heard {
  /** How far the platform's clock is ahead of ours, in milliseconds; undefined when it does not tell. */
  skew: number | undefined;
}

/** A fetch that notes what the platform's `Date` says. */
function listening(heard: Heard, clock: Clock, fetch: typeof globalThis.fetch): typeof fetch {
  return async (...given) => {
    const asked = clock.now();
    const response = await fetch(...given);
    // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
    const shown = Date.parse(response.headers.get("date") ?? "");
    if (Number.isFinite(shown)) heard.skew = shown - (asked + clock.now()) / 2;
    return response;
  };
}

/** The header counts whole seconds, so up to one of them says nothing. */
function clockFinding({ skew }: Heard): Finding {
  const about = "clock";
  if (skew === undefined) {
    return { about, state: "doubtful", message: "The platform does not tell its time." };
  }
  const apart = Math.max(0, Math.abs(skew) - 1000);
  const seconds = (apart / 1000).toFixed(1);
  if (apart < doubtfulMilliseconds) {
    return { about, state: "good", message: "The platform's clock and this one agree." };
  }
  return {
    about,
    state: apart < badMilliseconds ? "doubtful" : "bad",
    message: `This clock is ${seconds} s ${skew > 0 ? "behind" : "ahead of"} the platform's. Set it, by NTP for example.`,
  };
}

function failureOf(error: unknown, product: string): Finding {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ConnectError)) return { about: "platform", state: "bad", message };
  switch (error.kind) {
    case "unauthorized":
      return {
        about: "credentials",
        state: "bad",
        message: `The API key is not accepted: ${message}`,
      };
    case "not_found":
      return {
        about: "product",
        state: "bad",
        message: `The platform has no product ${product}, or the API key may not see it.`,
      };
    case "throttled":
    case "server":
      return { about: "platform", state: "doubtful", message };
    case "unreachable":
    case "refused":
    case "conflict":
    case "rubbish":
      return { about: "platform", state: "bad", message };
  }
}

/**
 * Looks whether the platform can be worked with: that it answers, accepts the key and shows the products, and
 * how far its clock is from ours. Never rejects.
 */
export async function examine(
  options: ConnectClientOptions & { readonly products: readonly string[] },
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { clock = systemClock(), fetch = globalThis.fetch, products } = options;
  const heard: Heard = { skew: undefined };
  const client = createConnectClient({
    ...options,
    retries: 0,
    fetch: listening(heard, clock, fetch),
  });
  const found = await Promise.all(
    products.map(async (product): Promise<Finding> => {
      try {
        await client.products.get(product, { signal });
        const message = `The platform shows the product ${product}.`;
        return { about: "product", state: "good", message };
      } catch (error) {
        return failureOf(error, product);
      }
    }),
  );
  const isAnswered = found.some(({ about }) => about === "product");
  const platform: Finding = {
    about: "platform",
    state: "good",
    message: "The platform answers, and accepts the API key.",
  };
  // Of what keeps all products away it is enough to be told once.
  const once = [...new Map(found.map((one) => [one.message, one])).values()];
  return [...(isAnswered ? [platform] : []), ...once, clockFinding(heard)];
}
