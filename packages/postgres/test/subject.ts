import type { Store } from "@tenure/engine";
import { postgresStore, type PostgresStore, type PostgresStoreOptions } from "@tenure/postgres";
import type { StoreSubject } from "@tenure/testing/store";
import { Client } from "pg";

type Subject = Required<Omit<StoreSubject, "releases" | "seed" | "runs">>;

/** Runs SQL on a connection of its own. */
export async function runSql(
  connectionString: string,
  sql: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Schemas that can be had empty again, because making one anew takes much longer. */
class Schemas {
  readonly #database: () => string;
  readonly #free: string[] = [];
  readonly #users = new Map<string, number>();
  #made = 0;

  constructor(database: () => string) {
    this.#database = database;
  }

  take(): string {
    return this.#free.pop() ?? `store_${(this.#made += 1)}`;
  }

  entered(schema: string): void {
    this.#users.set(schema, (this.#users.get(schema) ?? 0) + 1);
  }

  /** Empties the schema when nobody uses it any more. */
  async left(schema: string): Promise<void> {
    const users = (this.#users.get(schema) ?? 1) - 1;
    this.#users.set(schema, users);
    if (users > 0) return;
    const tables = ["subscription", "history", "outbox", "timer", "inbox", "pause", "cursor"];
    await runSql(
      this.#database(),
      `SET session_replication_role = replica;
       TRUNCATE ${tables.map((table) => `${schema}.${table}`).join(", ")}`,
    );
    this.#free.push(schema);
  }
}

/** Stores of one database, each in a schema of its own, for the promises every store keeps. */
export function postgresSubject(
  database: () => string,
  options: () => Partial<PostgresStoreOptions> = () => ({}),
): Subject {
  const schemas = new Schemas(database);
  const schemaOf = new Map<Store, string>();

  const openOn = async (schema: string): Promise<PostgresStore> => {
    const given = { clock: "given", listen: false, connections: 4 } as const;
    const store = postgresStore({ connectionString: database(), ...given, schema, ...options() });
    await store.open();
    schemas.entered(schema);
    schemaOf.set(store, schema);
    return store;
  };
  const leave = async (store: Store): Promise<void> => {
    await store.close();
    await schemas.left(schemaOf.get(store) ?? "");
  };
  const beside = (store: Store): Promise<PostgresStore> => openOn(schemaOf.get(store) ?? "");

  return {
    open: () => openOn(schemas.take()),
    close: leave,
    second: beside,
    async reopen(store) {
      await store.close();
      const next = await beside(store);
      await leave(store);
      return next;
    },
    /** The server ends its connections, as it does when the process behind them dies. */
    async crash(store) {
      const name = new URL(database()).pathname.slice(1);
      await runSql(
        database(),
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
         WHERE datname = '${name}' AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      );
      const next = await beside(store);
      await leave(store);
      return next;
    },
  };
}
