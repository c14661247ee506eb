import {
  effectSchema,
  lifecycleStateSchema,
  machineVersion,
  migrate,
  subscriptionEventSchema,
  type Awaited as AwaitedParty,
  type Effect,
  type RequestState,
  type Snapshot,
  type SubscriptionEvent,
  type Verdict,
} from "@tenure/machine";
import { z } from "zod";

import { jsonProblem } from "../record/json-problem.ts";
import { exportFormat, exportFormatVersion, type HistoryExport } from "./history-export.ts";
import { importInvalid } from "./import-invalid.ts";

/** Larger than anything that is ever part of one entry. */
const largestPart = 1024 ** 3;
/** So many of the things that are wrong are told. */
const problemsTold = 5;

const verdictSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("moved") }),
  z.object({ type: z.literal("unchanged"), reason: z.enum(["known", "stale", "late"]) }),
  z.object({
    type: z.literal("refused"),
    refusal: z.object({
      code: z.string(),
      message: z.string(),
      guard: z.string().optional(),
      capability: z.string().optional(),
      reference: z.string().optional(),
    }),
  }),
]);

/** A value as it stands, once its schema has nothing against it: hashes are over what was written. */
const asWritten = <Value>(schema: z.core.$ZodType, what: string) =>
  z.custom<Value>(
    (value) => jsonProblem(value, largestPart) === undefined && z.safeParse(schema, value).success,
    { error: `is not ${what}` },
  );

const text = z.string().min(1);
const version = z.number().int().positive();
const moment = z.number().int();
const digest = z.string().regex(/^[0-9a-f]{64}$/u, { error: "is not a SHA-256 in hexadecimal" });

const entrySchema = z.object({
  key: text,
  version,
  at: moment,
  event: asWritten<SubscriptionEvent>(subscriptionEventSchema, "an event of the machine"),
  verdict: asWritten<Verdict>(verdictSchema, "a verdict of the machine"),
  effects: z.array(asWritten<Effect>(effectSchema, "an effect of the machine")),
  drift: z.boolean(),
  previousHash: digest,
  hash: digest,
});

const recordSchema = z.object({
  key: text,
  tenant: text,
  adapter: text,
  version,
  snapshot: z.custom<Snapshot>((value) => migrate(value).type === "current", {
    error: "is not a snapshot of this release's machine",
  }),
  status: lifecycleStateSchema,
  // The rest of what is read off the snapshot is compared with it when the history is lived again.
  requestState: z.custom<RequestState>((value) => typeof value === "string"),
  requestId: text.nullable(),
  requestType: text.nullable(),
  awaited: z.custom<AwaitedParty>((value) => typeof value === "string"),
  product: text.nullable(),
  hash: digest,
  createdAt: moment,
  updatedAt: moment,
  stateSince: moment,
});

const exportSchema = z.object({
  format: z.literal(exportFormat),
  formatVersion: z.literal(exportFormatVersion),
  machineVersion: version,
  key: text,
  tenant: text,
  adapter: text,
  redacted: z.boolean(),
  record: recordSchema,
  entries: z.array(entrySchema).min(1),
});

const labelSchema = z.object({
  format: z.literal(exportFormat),
  formatVersion: z.number(),
  machineVersion: z.number(),
});

function refuseOtherFormats(value: unknown): void {
  const label = labelSchema.safeParse(value);
  if (!label.success) throw importInvalid("it is no exported history of Tenure.");
  const { formatVersion, machineVersion: lived } = label.data;
  if (formatVersion > exportFormatVersion) {
    throw importInvalid(
      `it has format version ${formatVersion}, this release knows up to ${exportFormatVersion}. ` +
        "Import it with a release that knows it.",
    );
  }
  if (lived > machineVersion) {
    throw importInvalid(
      `a machine of version ${lived} lived it, this release has version ${machineVersion}. ` +
        "Import it with a release that knows it.",
    );
  }
}

function parse(value: unknown): z.ZodSafeParseResult<HistoryExport> {
  try {
    return exportSchema.safeParse(value);
  } catch (error) {
    // Nested deeper than any schema can follow.
    throw importInvalid("it cannot be read.", error);
  }
}

/**
 * Reads an exported history from JSON that was parsed already. Says that it has the shape of one; whether
 * its hashes hold is for `verifyExport` to say.
 *
 * @throws TenureError `import_invalid`, with what is wrong and where, without the values it holds
 */
export function parseHistoryExport(value: unknown): HistoryExport {
  refuseOtherFormats(value);
  const parsed = parse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, problemsTold)
    .map(({ path, message }) => `${path.join(".")} ${message}`);
  throw importInvalid(`${problems.join("; ")}.`);
}
