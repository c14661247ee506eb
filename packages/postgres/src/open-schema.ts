import { TenureError, type Finding } from "@tenure/engine";

import { integer, text, textOrNull, type Row } from "./column.ts";
import type { Database, Query } from "./database.ts";
import { migrations } from "./schema/migrations.ts";

const oldestServer = 140_000;
const mark = "A store of Tenure";
/** One migration of any schema at a time; the number is nobody else's, by luck. */
const migrationLock = "7242001966";

interface Found {
  readonly exists: boolean;
  readonly version: number;
  readonly cluster: string;
  readonly knownCluster: string | null;
}

function one(rows: readonly Row[]): Row {
  return rows[0] ?? {};
}

async function readVersion(query: Query, schema: string): Promise<Row> {
  const version = `SELECT max(version) AS version FROM ${schema}.schema_version`;
  const cluster = `SELECT cluster FROM ${schema}.numbering`;
  return one(
    await query({ text: `SELECT (${version}) AS version, (${cluster}) AS cluster`, values: [] }),
  );
}

/** Looks without touching anything. */
async function inspect(query: Query, name: string, schema: string): Promise<Found> {
  const found = one(
    await query({
      text: `
        SELECT current_setting('server_version_num') AS server, getdatabaseencoding() AS encoding,
          (SELECT system_identifier FROM pg_control_system()) || '/' || d.oid || '/'
            || (SELECT timeline_id FROM pg_control_checkpoint()) AS cluster,
          n.oid AS schema,
          (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid) AS relations,
          (SELECT obj_description(c.oid, 'pg_class') FROM pg_class c
            WHERE c.relnamespace = n.oid AND c.relname = 'schema_version') AS mark
        FROM pg_database d LEFT JOIN pg_namespace n ON n.nspname = $1
        WHERE d.datname = current_database()`,
      values: [name],
    }),
  );
  if (integer(found, "server") < oldestServer || text(found, "encoding") !== "UTF8") {
    throw new TenureError(
      "store_unsupported",
      "A PostgreSQL store needs PostgreSQL 14 or newer and a database with the encoding UTF8.",
    );
  }
  const cluster = text(found, "cluster");
  const exists = textOrNull(found, "schema") !== null;
  if (textOrNull(found, "mark") !== mark) {
    if (!exists || integer(found, "relations") === 0) {
      return { exists, version: 0, cluster, knownCluster: null };
    }
    throw new TenureError(
      "store_foreign",
      `The schema ${name} belongs to another application. Name another schema for the store.`,
    );
  }
  const row = await readVersion(query, schema);
  return { exists, version: integer(row, "version"), cluster, knownCluster: text(row, "cluster") };
}

function assertKnown(name: string, version: number): void {
  if (version <= migrations.length) return;
  throw new TenureError(
    "store_newer",
    `The schema ${name} has version ${version}, this release knows up to ${migrations.length}. ` +
      "Run the release that wrote it, or a newer one.",
  );
}

async function migrate(query: Query, schema: string, found: Found): Promise<void> {
  if (!found.exists) await query({ text: `CREATE SCHEMA ${schema}`, values: [] });
  const steps = migrations.slice(found.version).map((step, index) => {
    return `${step(schema)}; INSERT INTO ${schema}.schema_version (version) VALUES (${found.version + index + 1});`;
  });
  const start =
    found.version > 0
      ? []
      : [
          `CREATE TABLE ${schema}.schema_version (
            version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());
          COMMENT ON TABLE ${schema}.schema_version IS '${mark}';`,
        ];
  await query({ text: [...start, ...steps].join("\n"), values: [] });
}

/**
 * A cluster counts its transactions on its own. In one that the database was copied or restored into, or
 * that was itself restored, the numbers go on above all that were given before, so that cursors stay
 * good. The time of day leads above those too which were given after the copy was taken, as long as
 * there were fewer than a thousand transactions a second.
 */
async function renumber(query: Query, schema: string, cluster: string): Promise<void> {
  await query({
    text: `
      INSERT INTO ${schema}.numbering (cluster, ahead) VALUES ($1, greatest(
        (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
        (SELECT max(h.tx) + 1 FROM ${schema}.history h)
      ) - pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
      ON CONFLICT (one) DO UPDATE SET cluster = excluded.cluster, ahead = excluded.ahead`,
    values: [cluster],
  });
}

function isCurrent({ version, cluster, knownCluster }: Found): boolean {
  return version === migrations.length && cluster === knownCluster;
}

/** Looks at the schema as it is. */
export async function examineSchema(
  database: Database,
  name: string,
  schema: string,
): Promise<Finding> {
  const about = "schema";
  const found = await inspect((statement) => database.query(statement), name, schema);
  assertKnown(name, found.version);
  if (found.version === 0) {
    return { about, state: "good", message: `The schema ${name} is made when the engine starts.` };
  }
  if (found.version === migrations.length) {
    return { about, state: "good", message: `The schema ${name} is that of this release.` };
  }
  return {
    about,
    state: "doubtful",
    message:
      `The schema ${name} has version ${found.version}, this release has ${migrations.length}: it is brought up ` +
      "to date when the engine starts. Stop engines of earlier releases first.",
  };
}

/**
 * Brings the schema up to date, one process at a time. One that is not ours, or newer than we know, is
 * not touched.
 *
 * @param name the schema's name, and `schema` the same quoted
 * @throws TenureError `store_foreign`, `store_newer`, `store_unsupported`
 */
export async function openSchema(database: Database, name: string, schema: string): Promise<void> {
  const query: Query = (statement) => database.query(statement);
  const first = await inspect(query, name, schema);
  assertKnown(name, first.version);
  if (isCurrent(first)) return;
  await database.transaction(async (within) => {
    // Whoever comes second waits for the first one's migration, however long that takes.
    const patience = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0";
    await within({ text: patience, values: [] });
    await within({ text: `SELECT pg_advisory_xact_lock(${migrationLock})`, values: [] });
    const found = await inspect(within, name, schema);
    assertKnown(name, found.version);
    if (found.version < migrations.length) await migrate(within, schema, found);
    if (found.cluster !== found.knownCluster) await renumber(within, schema, found.cluster);
  });
}
