import { splitKey } from "@tenure/engine";

/** What a caller may do: each role may all that the ones before it may. */
export const roles = ["read", "operate", "admin"] as const;
export type Role = (typeof roles)[number];

/** Stands for every tenant that is served. */
export const everyTenant = "*";

/** Who calls, as far as its token tells. */
export interface Caller {
  /** The token's name, for the log. */
  readonly name: string;
  readonly role: Role;
  /** The one tenant it may see, or `*`. */
  readonly tenant: string;
}

export function hasRole(caller: Caller, role: Role): boolean {
  return roles.indexOf(caller.role) >= roles.indexOf(role);
}

export function maySeeTenant(caller: Caller, tenant: string): boolean {
  return caller.tenant === everyTenant || caller.tenant === tenant;
}

/** Whether the caller may see the subscription of a key, be there one or not. */
export function maySeeKey(caller: Caller, key: string): boolean {
  return maySeeTenant(caller, splitKey(key).tenant);
}
