import type { JsonObject } from "./json-reading.ts";

/** The two sides of every sale the simulator makes up, and the ids that stand for them. */
export const VENDOR_ACCOUNT = { id: "VA-100-001", name: "Simulated Vendor" };
export const DISTRIBUTOR_ACCOUNT = { id: "PA-200-001", name: "Simulated Distributor" };
export const VENDOR_USER = { id: "SU-100-000-001", name: "Vendor API key" };
export const DISTRIBUTOR_USER = { id: "SU-200-000-001", name: "Distributor API key" };
export const PLATFORM_USER = { id: "SU-000-000-000", name: "Connect" };

/** The distributor's system the simulated sales come from. */
export const HUB = { id: "HB-1000-0001", name: "Simulated Hub" };
/** What that system calls itself. */
export const HUB_INSTANCE = { id: "6f1a2b3c-0d4e-4f5a-8b6c-7d8e9fa0b1c2", type: "API" };

/** The connection id the platform reserves for the vendor's own previews. */
export const PREVIEW_CONNECTION_ID = "CT-0000-0000-0000";
/** What the platform shows where there is no connection, hub, contract or marketplace: filters take them for null. */
export const NO_OBJECT_IDS: ReadonlySet<unknown> = new Set([
  PREVIEW_CONNECTION_ID,
  "HB-0000-0000",
  "CRD-00000-00000-00000",
  "MP-00000",
]);
/** A connection of the simulated distributor for tests; any other id is taken as a test connection too. */
export const DEFAULT_CONNECTION_ID = "CT-1000-0000-0001";
export const DEFAULT_MARKETPLACE_ID = "MP-10001";

/** A connection by its id. `type` only counts for ids that are not reserved; default test. */
export function connectionOf(
  id: string,
  type: string | undefined,
): JsonObject & { readonly id: string; readonly type: string } {
  const isPreview = id === PREVIEW_CONNECTION_ID;
  return {
    id,
    type: isPreview ? "preview" : (type ?? "test"),
    provider: DISTRIBUTOR_ACCOUNT,
    vendor: VENDOR_ACCOUNT,
    hub: isPreview ? { id: "HB-0000-0000", name: "None" } : HUB,
  };
}

export function marketplaceOf(id: string | undefined): JsonObject {
  return id === undefined || id === "MP-00000"
    ? { id: "MP-00000", name: "Preview Marketplace" }
    : { id, name: `Marketplace ${id}` };
}

export function contractOf(connectionId: string): JsonObject {
  return connectionId === PREVIEW_CONNECTION_ID
    ? { id: "CRD-00000-00000-00000", name: "None" }
    : { id: "CRD-10000-00000-00001", name: "Simulated Distribution Contract" };
}
