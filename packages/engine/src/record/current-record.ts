import {
  initial,
  machineVersion,
  migrate,
  type Snapshot,
  type SubscriptionInput,
} from "@tenure/machine";

import type { SubscriptionRecord } from "../ports/subscription-record.ts";
import { TenureError } from "../tenure-error.ts";

/**
 * A record as this release knows it: its snapshot brought to this version of the machine.
 *
 * @throws TenureError `snapshot_version` when a later version recorded it, or it is none
 */
export function currentRecord(record: SubscriptionRecord): SubscriptionRecord {
  // What a store holds was not checked, whatever its type says.
  const version: number | undefined = record.snapshot.machineVersion;
  if (version === machineVersion) return record;
  const migration = migrate(record.snapshot);
  if (migration.type === "refused") {
    throw new TenureError("snapshot_version", `Subscription ${record.key}: ${migration.message}`);
  }
  return { ...record, snapshot: migration.snapshot };
}

/** A subscription, or what else the machine is of, before anything happened to it. */
export function unknownSnapshot(
  key: string,
  { decisions, machine }: Pick<SubscriptionInput, "decisions" | "machine"> = {},
): Snapshot {
  return initial({
    key,
    ...(decisions !== undefined && { decisions }),
    ...(machine !== undefined && { machine }),
  });
}
