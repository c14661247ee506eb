import { createHash } from "node:crypto";

/** Where it is kept how many identifiers of a kind were given out. */
interface Counted {
  readonly seed: number;
  readonly store: {
    get(collection: "counters", id: string): { readonly count: number } | undefined;
    put(collection: "counters", id: string, value: { readonly count: number }): void;
  };
}

/** 64 hexadecimal digits nobody has seen before, the same for the same seed and the same calls. */
export function nextDigest({ seed, store }: Counted, kind: string): string {
  const count = (store.get("counters", kind)?.count ?? 0) + 1;
  store.put("counters", kind, { count });
  return createHash("sha256").update(`${seed}/${kind}/${count}`).digest("hex");
}
