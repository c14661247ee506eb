import { TenureError, type TenureErrorCode } from "@tenure/engine";

type End = readonly [code: TenureErrorCode, remedy: string];

const unreachable: End = [
  "store_unavailable",
  "It is not known whether the last write was done. The store works on when the server is back.",
];
const busy: End = ["store_busy", "Nothing was written; try again."];
const pooler: End = [
  "store_failed",
  'A pooler in transaction mode seems to stand between; give the option pooled: "transaction".',
];
const damaged: End = ["store_corrupt", "The database is damaged; restore it from a backup."];

/** What PostgreSQL's error codes lead to, by the whole code or by its class. */
const ends: Readonly<Record<string, End>> = {
  "08": unreachable,
  // The driver has thrown the connection away, and the next one knows the schema as it is.
  "0A000": ["store_busy", "The schema was changed meanwhile; try again."],
  "25006": [
    "store_unavailable",
    "The server takes no writes, a standby perhaps; connect to the primary.",
  ],
  "25P03": unreachable,
  "25P04": unreachable,
  "26000": pooler,
  "28": ["store_failed", "The server does not let us in; see to the user and its password."],
  "3D000": ["store_failed", "There is no such database; make it, or name another."],
  "3F000": ["store_failed", "The schema is gone; open the store again."],
  "40": busy,
  "42501": ["store_failed", "The user may not do that; grant it the right, or own the schema."],
  "42P05": pooler,
  "42P01": ["store_failed", "A table is gone; restore a backup."],
  "53100": ["store_unavailable", "The server's disk is full; make room."],
  "53": ["store_unavailable", "The server is short of connections or memory."],
  "55P03": busy,
  "57014": [
    "store_busy",
    "It took longer than allowed and was given up. Nothing was written; try again.",
  ],
  "57": unreachable,
  "58": ["store_unavailable", "The server cannot read or write its files; see to its disk."],
  XX001: damaged,
  XX002: damaged,
};

/** What Node and the driver say when the connection is the trouble. */
const network = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
]);
const severed = /connection|terminated|timeout|not queryable|shutting down/iu;

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

function isNetwork(error: unknown, code: string | undefined): boolean {
  if (code !== undefined) return network.has(code);
  if (error instanceof AggregateError) return true;
  return error instanceof Error && severed.test(error.message);
}

function endOf(error: unknown): End {
  const code = codeOf(error);
  if (isNetwork(error, code)) return unreachable;
  const known = code === undefined ? undefined : (ends[code] ?? ends[code.slice(0, 2)]);
  return known ?? ["store_failed", "Nothing was written; the cause says why."];
}

/** Names what went wrong by its consequence; one of our own errors is left as it is. */
export function postgresError(error: unknown): TenureError {
  if (error instanceof TenureError) return error;
  const [code, remedy] = endOf(error);
  const said = error instanceof Error && error.message !== "" ? error.message : "no connection";
  return new TenureError(code, `The PostgreSQL store failed: ${said}. ${remedy}`, { cause: error });
}
