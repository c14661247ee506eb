import { nextDigest } from "./next-digest.ts";
import type { Platform } from "./platform.ts";
import type { CollectionName } from "./store/collections.ts";

/** Prefix, length of each group of digits, and the collection in which the id must be new. */
const SHAPES = {
  asset: { prefix: "AS", groups: [4, 4, 4], collection: "assets" },
  product: { prefix: "PRD", groups: [3, 3, 3], collection: "products" },
  template: { prefix: "TL", groups: [3, 3, 3], collection: undefined },
  conversation: { prefix: "CO", groups: [3, 3, 3], collection: "conversations" },
  message: { prefix: "ME", groups: [3, 3, 3], collection: "messages" },
  webhook: { prefix: "WH", groups: [3, 3, 3], collection: "webhooks" },
  tierConfig: { prefix: "TC", groups: [3, 3, 3], collection: "tierConfigs" },
  tierAccount: { prefix: "TA", groups: [4, 4, 4], collection: "tierAccounts" },
} as const satisfies Record<
  string,
  { prefix: string; groups: readonly number[]; collection: CollectionName | undefined }
>;

export type IdentifierKind = keyof typeof SHAPES;

/** The next id of a kind, in the platform's format. The same seed and the same calls give the same ids. */
export function mintIdentifier(platform: Platform, kind: IdentifierKind): string {
  const { prefix, groups, collection } = SHAPES[kind];
  for (;;) {
    const digest = nextDigest(platform, kind);
    let rest = BigInt(`0x${digest}`);
    const parts = groups.map((length) => {
      const size = 10n ** BigInt(length);
      const part = String(rest % size).padStart(length, "0");
      rest /= size;
      return part;
    });
    const id = [prefix, ...parts].join("-");
    if (collection === undefined || !platform.store.has(collection, id)) return id;
  }
}

/** The code of a customer's form: 32 hexadecimal digits. */
export function mintFormCode(platform: Platform): string {
  return nextDigest(platform, "formCode").slice(0, 32);
}

/** A name for a subscription in the distributor's system, in the form of a UUID. */
export function mintExternalUid(platform: Platform): string {
  const digest = nextDigest(platform, "externalUid");
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => digest.slice(from, to))
    .join("-");
}

/** The digits of `AS-1895-0864-1238`, as the ids of its requests carry them. */
export function digitsOf(id: string): string {
  return id.slice(id.indexOf("-") + 1);
}

/** `PR-1895-0864-1238-002` from the owner's id and the running number. */
export function numberedIdentifier(
  prefix: string,
  ownerId: string,
  number: number,
  width = 3,
): string {
  return `${prefix}-${digitsOf(ownerId)}-${String(number).padStart(width, "0")}`;
}

/** `UF-2026-03-0412-7781`: a usage file's id begins with the month it was made in. */
export function mintUsageFileId(platform: Platform, month: string): string {
  for (;;) {
    const digits = String(BigInt(`0x${nextDigest(platform, "usageFile")}`) % 100_000_000n);
    const padded = digits.padStart(8, "0");
    const id = `UF-${month}-${padded.slice(0, 4)}-${padded.slice(4)}`;
    if (!platform.store.has("usageFiles", id)) return id;
  }
}

/** The secret product actions are signed with: 40 hexadecimal digits. */
export function mintSecret(platform: Platform): string {
  return nextDigest(platform, "secret").slice(0, 40);
}
