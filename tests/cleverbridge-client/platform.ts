import {
  type CleverbridgeClientOptions,
  CleverbridgeError,
  createCleverbridgeClient,
} from "@tenure/cleverbridge";
import { virtualClock } from "@tenure/engine";
import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_PRODUCT_ID,
  CLEVERBRIDGE_USER,
  type CleverbridgeSimulatorOptions,
  createCleverbridgeSimulator,
} from "@tenure/simulator/cleverbridge";

export const start = Date.parse("2026-03-01T10:00:00Z");
export const credentials = { username: CLEVERBRIDGE_USER, password: CLEVERBRIDGE_PASSWORD };

/** A simulated platform with one subscription of two items, and a client of it. */
export function platform(
  options: CleverbridgeSimulatorOptions = {},
  clientOptions: Partial<CleverbridgeClientOptions> = {},
) {
  const simulator = createCleverbridgeSimulator({ virtualTime: { startAt: start }, ...options });
  const client = createCleverbridgeClient({
    baseUrl: "https://rest.simulator.invalid",
    credentials,
    retries: 0,
    clock: virtualClock(start),
    fetch: (input, init) => simulator.fetch(new Request(input, init)),
    ...clientOptions,
  });
  const id = simulator.buy({
    customerReferenceId: "our-customer-7",
    customerEmail: "a+b@example.com",
    items: [
      { productId: CLEVERBRIDGE_PRODUCT_ID, quantity: 5 },
      { productId: CLEVERBRIDGE_PRODUCT_ID, quantity: 1 },
    ],
    gracePeriodDays: 7,
  });
  return { simulator, client, id };
}

/** The error a call rejects with. */
export async function failureOf(call: Promise<unknown>): Promise<CleverbridgeError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CleverbridgeError))
    throw new Error("no CleverbridgeError", { cause: error });
  return error;
}
