/** Who calls: told by the API key alone. */
export type Role = "vendor" | "distributor" | "anonymous";

/** Who calls any of the simulated platforms; cleverbridge knows one kind of user. */
export type Caller = Role | "client";

/** The keys a simulator takes, each `SU-…:<hex>`. */
export interface ApiKeys {
  readonly vendor: string;
  readonly distributor: string;
}

/** The keys of a simulator that was given none. They open nothing but a simulator. */
export const VENDOR_KEY = `SU-100-000-001:${"1".repeat(40)}`;
export const DISTRIBUTOR_KEY = `SU-200-000-001:${"2".repeat(40)}`;

/** The role behind an `Authorization: ApiKey …` header; undefined when the key is not known. */
export function roleOf(header: string | null, keys: ApiKeys): Role | undefined {
  if (header === null) return "anonymous";
  const key = /^ApiKey\s+(\S+)\s*$/iu.exec(header)?.[1];
  if (key === keys.vendor) return "vendor";
  return key === keys.distributor ? "distributor" : undefined;
}
