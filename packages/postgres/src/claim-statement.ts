import type { ClaimRequest } from "@tenure/engine";

import type { DatabaseClock } from "./database-clock.ts";
import type { Statement } from "./database.ts";
import { kept, packed, unpacked } from "./packed.ts";

const lists = ["text", "integer", "text", "text", "integer"].map((type, index) =>
  unpacked(index + 4, type),
);
const columns = ["$1", "$2", "$3", ...lists].join(", ");

/** The statement that claims effects of several adapters at once. */
export function claimStatement(
  schema: string,
  { now, leaseUntil, owner, adapters }: ClaimRequest,
  clock: DatabaseClock,
): Statement {
  const turns = adapters.flatMap(({ adapter, held = {} }) =>
    Object.entries(held).map(([tenant, count]) => ({ adapter, tenant, count })),
  );
  return {
    name: "claim_effects",
    text: `SELECT * FROM ${schema}.claim_effects(${columns})`,
    values: [
      clock.toDatabase(now),
      clock.toDatabase(leaseUntil),
      kept(owner),
      packed(adapters.map(({ adapter }) => kept(adapter))),
      packed(adapters.map(({ limit }) => limit)),
      packed(turns.map(({ adapter }) => kept(adapter))),
      packed(turns.map(({ tenant }) => kept(tenant))),
      packed(turns.map(({ count }) => count)),
    ],
  };
}
