import * as z from "zod/mini";

import { inEnglish } from "./in-english.ts";
import { machineVersion, snapshotSchema, type Snapshot } from "./snapshot.ts";

const versionedSchema = z.object({ machineVersion: z.int().check(z.positive()) });

/** What became of a snapshot that was recorded by some version of the machine. */
export type Migration =
  | { readonly type: "current" | "migrated"; readonly snapshot: Snapshot }
  | { readonly type: "refused"; readonly message: string };

/**
 * Brings a recorded snapshot to this version of the machine. Never throws: a snapshot of a later
 * version, or something that is none, is refused with what to do, so that nothing is written over it.
 */
export function migrate(recorded: unknown): Migration {
  const versioned = versionedSchema.safeParse(recorded, inEnglish);
  if (!versioned.success) {
    return { type: "refused", message: "This is no snapshot: it names no version of the machine." };
  }
  const version = versioned.data.machineVersion;
  if (version > machineVersion) {
    return {
      type: "refused",
      message: `The snapshot was recorded by version ${version} of the machine, this release has version ${machineVersion}. Run a release that knows it.`,
    };
  }
  const snapshot = snapshotSchema.safeParse(recorded, inEnglish);
  if (snapshot.success) return { type: "current", snapshot: snapshot.data };
  return {
    type: "refused",
    message: `The snapshot is damaged: ${z.prettifyError(snapshot.error)}`,
  };
}
