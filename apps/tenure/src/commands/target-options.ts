import type { Command } from "commander";

import { httpTarget } from "../client/http-target.ts";
import type { Target } from "../client/target.ts";
import { withStoreOptions, type StoreFlags } from "./store-options.ts";

/** For the end of the help of a command that asks the service. */
export const serviceHelp = `
It asks the service at TENURE_URL (http://127.0.0.1:8080 when left out) with the token in TENURE_TOKEN.`;

/** For the end of the help of a command that can also look into a store. */
export const targetHelp = `${serviceHelp} With
--store or --database it reads the store itself, also beside a running service, and changes nothing.`;

/** Adds the options that say what is asked: a store in place of the service. */
export function withTargetOptions(command: Command): Command {
  return withStoreOptions(command);
}

/** What was asked for. */
async function targetOf(flags: StoreFlags, tenants: readonly string[]): Promise<Target> {
  const { TENURE_URL: url = "", DATABASE_URL: database = "" } = process.env;
  const named = flags.store ?? flags.database;
  if (named === undefined && (url !== "" || database === "")) return httpTarget();
  // Only now: it takes much longer to load than to ask a service.
  const [{ storeFrom }, { storeTarget }] = await Promise.all([
    import("./store-from.ts"),
    import("../client/store-target.ts"),
  ]);
  return storeTarget(storeFrom(flags, { readOnly: true }), tenants);
}

/** Does something with what was asked for, and lets go of it whatever comes. */
export async function withTarget<Result>(
  flags: StoreFlags,
  tenants: readonly string[],
  work: (target: Target) => Promise<Result>,
): Promise<Result> {
  const target = await targetOf(flags, tenants);
  try {
    return await work(target);
  } finally {
    await target.close();
  }
}

/** The path of a subscription, below the API's. */
export function pathOf(key: string, rest = ""): string {
  return `/subscriptions/${encodeURIComponent(key)}${rest}`;
}

/** The tenant a key names. */
export function tenantOf(key: string): string {
  const colon = key.indexOf(":");
  return colon === -1 ? "default" : key.slice(0, colon);
}

/** The question marks and ampersands before those that are there. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.size === 0 ? "" : `?${query.toString()}`;
}
