import type { ProductDocument } from "./documents/product.ts";
import { Exchange } from "./http/exchange.ts";
import { Faults, type FaultPlan } from "./http/faults.ts";
import { listen, type Listening } from "./http/listener.ts";
import { DISTRIBUTOR_KEY, VENDOR_KEY } from "./http/roles.ts";
import { mintIdentifier } from "./identifiers.ts";
import { load, type LoadedDocument, type LoadReport } from "./loading/load.ts";
import type { Platform } from "./platform.ts";
import type { RecordedCall } from "./recorded-call.ts";
import { completed, DEFAULT_PRODUCT_ID } from "./rules/default-product.ts";
import { makeProduct, type NewProduct } from "./rules/product-making.ts";
import { DocumentStore } from "./store/document-store.ts";
import { Journal } from "./store/journal.ts";
import { systemClock, type Clock } from "./system-clock.ts";
import { validatorCaller } from "./validation/validator-caller.ts";

export interface SimulatorOptions {
  /** All ids and codes derive from it: the same seed and the same calls give the same ids. Default 1. */
  readonly seed?: number;
  /** Default the system clock. Nothing is timed: what is due is settled at the start of each call. */
  readonly clock?: Clock;
  /**
   * A journal of JSON lines, appended to before each answer. A simulator on a file that exists resumes with the
   * documents and the call record it holds; faults to come are not kept. One simulator to a file at a time.
   */
  readonly file?: string;
  /** Default `VENDOR_KEY`. */
  readonly vendorKey?: string;
  /** Default `DISTRIBUTOR_KEY`. */
  readonly distributorKey?: string;
  /** Calls the vendor's validation webhooks. Default the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** How long a validation webhook may take. Default 10 000. */
  readonly webhookTimeoutMs?: number;
}

/** CloudBlue Connect offline, as far as it concerns fulfillment requests. */
export interface ConnectSimulator {
  /** Answers a call to the API under `/public/v1`, whatever the host. Rejects only when a fault drops the connection. */
  fetch(request: Request): Promise<Response>;
  /** Serves the same over HTTP. Default a free port on 127.0.0.1. */
  listen(options?: { readonly port?: number; readonly hostname?: string }): Promise<Listening>;
  /** Every call, in the order they were answered, also those before a resume. */
  readonly calls: readonly RecordedCall[];
  /** Takes fulfillment requests as people keep them in files; see `LoadReport` for what became of each. */
  load(documents: readonly LoadedDocument[]): LoadReport;
  /** Puts a product on the platform, in place of one with the same id. The wire has no such call. */
  addProduct(product?: NewProduct): ProductDocument;
  readonly faults: FaultPlan;
  /** Applies everything due at the clock's time, as the start of each call does. */
  settle(): void;
}

export function createConnectSimulator(options: SimulatorOptions = {}): ConnectSimulator {
  const { clock = systemClock, seed = 1, webhookTimeoutMs = 10_000 } = options;
  const { vendorKey = VENDOR_KEY, distributorKey = DISTRIBUTOR_KEY } = options;
  const platform: Platform = { store: new DocumentStore(), clock, seed };
  const journal = options.file === undefined ? undefined : new Journal(options.file);
  const faults = new Faults();
  const exchange = new Exchange({
    platform,
    keys: { vendor: vendorKey, distributor: distributorKey },
    faults,
    journal,
    callValidator: validatorCaller(options.fetch ?? globalThis.fetch, webhookTimeoutMs),
  });
  resume(platform, journal, exchange);
  return {
    calls: exchange.calls,
    faults,
    fetch: async (request) => exchange.answer(request),
    listen: async (where) => listen(async (request) => exchange.answer(request), where),
    load: (documents) => exchange.keep(() => load(platform, documents)),
    addProduct: (product = {}) =>
      exchange.keep(
        () =>
          makeProduct(
            platform,
            completed(product, product.id ?? mintIdentifier(platform, "product")),
          ).document,
      ),
    settle: () => exchange.settle(),
  };
}

/** Puts back what the journal holds; a platform that holds nothing gets its first product. */
function resume(platform: Platform, journal: Journal | undefined, exchange: Exchange): void {
  for (const { changes, call } of journal?.read() ?? []) {
    platform.store.replay(changes);
    if (call !== undefined) exchange.calls.push(call);
  }
  if (platform.store.has("products", DEFAULT_PRODUCT_ID)) return;
  exchange.keep(() =>
    makeProduct(platform, completed({ name: "Simulated Product" }, DEFAULT_PRODUCT_ID)),
  );
}
