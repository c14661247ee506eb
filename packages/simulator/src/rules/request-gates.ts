import type { ProductDocument } from "../documents/product.ts";
import type { Role } from "../http/roles.ts";
import { forbidden, invalid } from "../refusal.ts";
import { canDraft, canSchedule, isOn } from "./capabilities.ts";
import { dateAt } from "./new-request.ts";

/** The types a vendor may create for its own preview subscriptions. */
const VENDOR_PREVIEW_TYPES: ReadonlySet<string> = new Set([
  "change",
  "suspend",
  "resume",
  "cancel",
  "purchase",
]);

/** Buyers' requests come from the distributor; vendors adjust, and play the buyer on previews. */
export function checkCreator(role: Role, type: string, connectionType: string): void {
  if (role === "distributor" || type === "adjustment") return;
  if (connectionType !== "preview" || !VENDOR_PREVIEW_TYPES.has(type)) throw forbidden();
}

/** What the buyer's side does to a draft, a vendor may do on previews only. */
export function checkBuyer(role: Role, connectionType: string): void {
  if (role !== "distributor" && connectionType !== "preview") throw forbidden();
}

export function checkDraft(product: ProductDocument, type: string): void {
  if (canDraft(product, type)) return;
  throw invalid(
    `status: Draft requests of type ${type} are not supported, dynamic validation is not enabled for the product.`,
  );
}

export function checkPlannedDate(product: ProductDocument, type: string, body: unknown): void {
  if (dateAt(body, "planned_date") === null || canSchedule(product, type)) return;
  throw invalid(`planned_date: The product does not support scheduling of ${type} requests.`);
}

/** Renew and transfer need a capability of their own. */
export function checkTypeEnabled(product: ProductDocument, type: string): void {
  const isEnabled =
    (type !== "renew" || isOn(product, "subscription", "renew", "enable_renew")) &&
    (type !== "transfer" || isOn(product, "subscription", "transfer", "enable_transfer"));
  if (!isEnabled) throw invalid(`type: The product does not support ${type} requests.`);
}
