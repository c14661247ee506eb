import { TenureError } from "./tenure-error.ts";

/** The tenant of keys that name none. */
export const defaultTenant = "default";

/** Longest key, in UTF-16 code units. */
const longestKey = 256;
const tenantName = /^[a-z0-9][a-z0-9-]{0,62}$/u;
// oxlint-disable-next-line no-control-regex -- these are what is kept out
const unprintable = /[\u0000-\u001F\u007F\u2028\u2029\uFEFF]|\p{Surrogate}/u;

/** Takes a key apart: `acme:AS-1` is `AS-1` of the tenant `acme`, `AS-1` that of the tenant `default`. */
export function splitKey(key: string): { readonly tenant: string; readonly id: string } {
  const colon = key.indexOf(":");
  if (colon === -1) return { tenant: defaultTenant, id: key };
  return { tenant: key.slice(0, colon), id: key.slice(colon + 1) };
}

/** Puts a tenant and a platform's id together as a key. */
export function keyOf(tenant: string, id: string): string {
  return tenant === defaultTenant ? id : `${tenant}:${id}`;
}

function problemOf(key: unknown): string | undefined {
  if (typeof key !== "string") return "is no text";
  const { tenant, id } = splitKey(key);
  if (id === "") return "is empty";
  if (id.includes(":")) return "has a second colon";
  if (key.length > longestKey) return `is longer than ${longestKey} characters`;
  if (unprintable.test(key)) return "holds control characters or broken text";
  if (tenant === defaultTenant && key !== id) return "names the default tenant, which goes without";
  return undefined;
}

/** The tenants an engine serves. Nothing of any other is read or written. */
export class Tenancy {
  readonly #tenants: ReadonlySet<string>;

  /** @throws TenureError `options_invalid` when a name is none */
  constructor(tenants: readonly string[] = []) {
    const wrong = tenants.find((tenant) => !tenantName.test(tenant));
    if (wrong !== undefined) {
      throw new TenureError(
        "options_invalid",
        `${JSON.stringify(wrong)} is no tenant's name. Use up to 63 lower-case letters, digits and hyphens.`,
      );
    }
    this.#tenants = new Set([defaultTenant, ...tenants]);
  }

  /**
   * Checks a key and takes it apart.
   *
   * @throws TenureError `key_invalid`, `tenant_unknown`
   */
  check(key: string): { readonly tenant: string; readonly id: string } {
    const problem = problemOf(key);
    if (problem !== undefined) {
      throw new TenureError(
        "key_invalid",
        `A subscription's key ${problem}. Give the platform's id, or <tenant>:<id>.`,
      );
    }
    const parts = splitKey(key);
    this.checkTenant(parts.tenant);
    return parts;
  }

  /** @throws TenureError `tenant_unknown` */
  checkTenant(tenant: string): void {
    if (this.#tenants.has(tenant)) return;
    throw new TenureError(
      "tenant_unknown",
      `The engine serves no tenant ${JSON.stringify(tenant.slice(0, 63))}. Name it in the option tenants.`,
    );
  }
}
