import type { Found, Lookup } from "@tenure/engine";

import type { Query } from "./database.ts";
import { keptOrNull, packed, plain, unpacked } from "./packed.ts";
import { toFound } from "./subscription-row.ts";

const columns = `${unpacked(1, "text")}, ${unpacked(2, "text")}`;

/** Looks up a batch in one statement, and so as of one moment. */
export async function lookUp(
  query: Query,
  schema: string,
  batch: readonly Lookup[],
): Promise<readonly Found[]> {
  if (batch.length === 0) return [];
  const rows = await query({
    name: "load",
    text: `SELECT * FROM ${schema}.look_up(${columns})`,
    values: [
      packed(batch.map(({ key }) => plain(key))),
      packed(batch.map(({ idempotencyKey }) => keptOrNull(idempotencyKey))),
    ],
  });
  return batch.map(({ key, idempotencyKey }, index) =>
    toFound(rows[index] ?? {}, key, idempotencyKey),
  );
}
