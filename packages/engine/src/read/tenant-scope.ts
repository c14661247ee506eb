import { defaultTenant, Tenancy } from "../tenancy.ts";

/** Names all tenants that are served. */
const allTenants = "*";

/** The tenants a question is about. */
export interface AskedTenants {
  readonly names: readonly string[];
  /** What the store is asked to narrow by; undefined when it cannot, and the answers have to be sifted. */
  readonly filter: string | undefined;
  includes(tenant: string): boolean;
}

/** The tenants that are served, as questions name them. */
export class TenantScope {
  readonly #tenancy: Tenancy;
  readonly #served: ReadonlySet<string>;

  /** @throws TenureError `options_invalid` */
  constructor(tenants: readonly string[] = []) {
    this.#tenancy = new Tenancy(tenants);
    this.#served = new Set([defaultTenant, ...tenants]);
  }

  /** @throws TenureError `key_invalid`, `tenant_unknown` */
  check(key: string): string {
    this.#tenancy.check(key);
    return key;
  }

  /**
   * Only the tenant `default` unless another, or all of them, are asked for.
   *
   * @throws TenureError `tenant_unknown`
   */
  asked(tenant: string = defaultTenant): AskedTenants {
    if (tenant === allTenants) {
      const served = this.#served;
      return { names: [...served], filter: undefined, includes: (name) => served.has(name) };
    }
    this.#tenancy.checkTenant(tenant);
    return { names: [tenant], filter: tenant, includes: (name) => name === tenant };
  }
}
