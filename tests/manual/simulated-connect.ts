import { createConnectSimulator, DEFAULT_PRODUCT_ID } from "@tenure/simulator";
import { DISTRIBUTOR_KEY, VENDOR_KEY } from "@tenure/simulator";
import { expect } from "vitest";

/** What the manual's programs and tests look at in a document of the platform. */
interface ShownDocument {
  readonly id: string;
  readonly status: string;
  readonly asset: {
    readonly id: string;
    readonly params: readonly {
      readonly id: string;
      readonly value: string;
      readonly value_error: string;
    }[];
  };
  readonly reason: string;
  /** The form of an inquiring request. */
  readonly params_form_url: string;
}

/** A simulated Connect, what the manual has a reader set, and its distributor. */
export async function simulatedConnect(options: Parameters<typeof createConnectSimulator>[0] = {}) {
  const simulator = createConnectSimulator(options);
  const listening = await simulator.listen();
  const { url } = listening;
  const env = {
    CONNECT_URL: url,
    CONNECT_KEY: VENDOR_KEY,
    CONNECT_PRODUCT: DEFAULT_PRODUCT_ID,
    DISTRIBUTOR_KEY,
  };
  /** As the distributor, unless another key is given. */
  async function call(method: string, path: string, body?: object, key = DISTRIBUTOR_KEY) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `ApiKey ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as ShownDocument;
  }
  const untilStatus = async (path: string, status: string) =>
    expect.poll(async () => (await call("GET", path)).status, { timeout: 60_000 }).toBe(status);
  return { simulator, env, call, untilStatus, close: () => listening.close() };
}
