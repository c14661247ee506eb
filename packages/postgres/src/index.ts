export { postgresStore } from "./postgres-store.ts";
export type { PostgresStore } from "./postgres-store.ts";
export type { PostgresStoreOptions } from "./postgres-options.ts";
