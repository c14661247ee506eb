import { DISTRIBUTOR_ACCOUNT, HUB } from "../accounts.ts";
import type { TierAccount, TierAccountRecord } from "../documents/tier-account.ts";
import { mintExternalUid, mintIdentifier } from "../identifiers.ts";
import { filledTextAt, objectOr, textAt, textOr, type JsonObject } from "../json-reading.ts";
import { stamp, stampAfter, type Platform } from "../platform.ts";
import { conflict, invalid, notFound } from "../refusal.ts";

/** The part an account plays in a sale. */
export type TierScope = "customer" | "tier1" | "tier2";

export function findTierAccount(platform: Platform, id: string): TierAccountRecord {
  const record = platform.store.get("tierAccounts", id);
  if (record === undefined) throw notFound("Tier account");
  return record;
}

/** `POST /tier/accounts`. */
export function createTierAccount(platform: Platform, body: unknown): TierAccountRecord {
  if (filledTextAt(body, "name") === undefined) throw invalid("name: This field is required.");
  const type = textAt(body, "type") ?? "customer";
  if (type !== "customer" && type !== "reseller") {
    throw invalid(`type: "${type}" is not a valid choice.`);
  }
  const scopes = type === "customer" ? ["customer"] : ["tier1"];
  return keep(platform, newAccount(platform, body, { type, scopes }));
}

/**
 * The account a body names in a part of a sale, as the sale keeps it. Undefined when it names none. An account the
 * platform does not know yet is kept from now on; what is given of a known one but its id is passed over.
 */
export function tierAccountNamed(
  platform: Platform,
  given: JsonObject | undefined,
  scope: TierScope,
): (JsonObject & { readonly id: string }) | undefined {
  if (given === undefined || Object.keys(given).length === 0) return undefined;
  const known = platform.store.get("tierAccounts", textAt(given, "id") ?? "");
  if (known !== undefined) return inSale(withScope(platform, known, scope).document, given);
  const type = scope === "customer" ? "customer" : "reseller";
  const { document } = keep(platform, newAccount(platform, given, { type, scopes: [scope] }));
  return { ...given, id: document.id };
}

/** `PUT /tier/accounts/{id}`: what is not given stays; makes another version. */
export function updateTierAccount(
  platform: Platform,
  id: string,
  body: unknown,
): TierAccountRecord {
  const { document, versions } = findTierAccount(platform, id);
  const at = stampAfter(platform, document.events.updated.at);
  const written: TierAccount = {
    ...document,
    name: textOr(body, "name", document.name),
    external_id: textOr(body, "external_id", document.external_id),
    external_uid: textOr(body, "external_uid", document.external_uid),
    tax_id: textOr(body, "tax_id", document.tax_id),
    contact_info: { ...document.contact_info, ...objectOr(body, "contact_info", {}) },
    version: document.version + 1,
    events: { ...document.events, updated: { at } },
  };
  const record = { document: written, versions: [...versions, written] };
  platform.store.put("tierAccounts", id, record);
  return record;
}

/** An account that takes part in a sale cannot be deleted. */
export function deleteTierAccount(platform: Platform, id: string): void {
  findTierAccount(platform, id);
  const sale = platform.store
    .values("assets")
    .find(({ document }) =>
      Object.values(document.tiers).some((tier) => textAt(tier, "id") === id),
    );
  if (sale !== undefined) {
    throw conflict("The account takes part in a subscription.", { asset_id: sale.document.id });
  }
  platform.store.delete("tierAccounts", id);
}

function newAccount(
  platform: Platform,
  given: unknown,
  base: Pick<TierAccount, "type" | "scopes">,
): TierAccount {
  const at = stamp(platform);
  return {
    id: filledTextAt(given, "id") ?? mintIdentifier(platform, "tierAccount"),
    ...base,
    name: textOr(given, "name", ""),
    external_id: textOr(given, "external_id", ""),
    external_uid: filledTextAt(given, "external_uid") ?? mintExternalUid(platform),
    environment: textOr(given, "environment", "test"),
    tax_id: textOr(given, "tax_id", ""),
    contact_info: objectOr(given, "contact_info", {}),
    owner: DISTRIBUTOR_ACCOUNT,
    hub: HUB,
    parent: objectOr(given, "parent", {}),
    db: "EU",
    version: 1,
    events: { created: { at }, updated: { at } },
  };
}

function keep(platform: Platform, document: TierAccount): TierAccountRecord {
  const record = { document, versions: [document] };
  platform.store.put("tierAccounts", document.id, record);
  return record;
}

function withScope(platform: Platform, record: TierAccountRecord, scope: TierScope) {
  if (record.document.scopes.includes(scope)) return record;
  const document = { ...record.document, scopes: [...record.document.scopes, scope] };
  const written = { ...record, document };
  platform.store.put("tierAccounts", document.id, written);
  return written;
}

/** What a sale shows of an account: what the account says, over what the sale was told. */
function inSale(account: TierAccount, given: JsonObject): JsonObject & { readonly id: string } {
  const { id, name, external_id, external_uid, tax_id, contact_info } = account;
  const told = Object.entries({ name, external_id, external_uid, tax_id }).filter(
    ([, text]) => text !== "",
  );
  const contact = Object.keys(contact_info).length === 0 ? {} : { contact_info };
  return { ...given, ...Object.fromEntries(told), ...contact, id };
}
