import type { Command } from "commander";

/** What narrows a list, from the command line. */
export interface FilterFlags {
  readonly status?: string;
  readonly requestState?: string;
  readonly awaited?: string;
  readonly requestType?: string;
  readonly product?: string;
  readonly adapter?: string;
  readonly tenant?: string;
}

/** Adds the options that narrow a list; a list of values is separated by commas. */
export function withFilterOptions(command: Command): Command {
  return command
    .option("--status <statuses>", "such as active,suspended")
    .option("--request-state <states>", "such as stuck, or pending,inquiring")
    .option("--awaited <parties>", "on whom the request in progress waits, such as vendor")
    .option("--request-type <types>", "such as purchase,cancel")
    .option("--product <ids>", "what is subscribed to, by the platform's ids")
    .option("--adapter <name>", "whose platform they live on")
    .option("--tenant <name>", "one tenant, or '*' for all that the token may see");
}

/** The same, as parts of a query. */
export function filterQuery(flags: FilterFlags): Readonly<Record<string, string | undefined>> {
  const { status, requestState, awaited, requestType, product, adapter, tenant } = flags;
  return { status, requestState, awaited, requestType, product, adapter, tenant };
}

/** The tenants that a store has to be opened for. */
export function tenantsOf({ tenant }: FilterFlags): readonly string[] {
  return tenant === undefined ? [] : [tenant];
}
