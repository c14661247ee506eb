import { nameOf, type Spelled } from "./spelling.ts";

/**
 * Whether a subscription renews by itself, or only when the customer acts. A subscription under Subscription
 * Management 1.0 may show none.
 */
export type RenewalType = "automatic" | "manual";

const spelled: readonly Spelled<RenewalType>[] = [
  { name: "automatic", words: ["Automatic"] },
  { name: "manual", words: ["Manual"] },
];

const sent: ReadonlyMap<RenewalType, "Automatic" | "Manual"> = new Map([
  ["automatic", "Automatic"],
  ["manual", "Manual"],
]);

/** Reads a renewal type, sent as a word or a number; undefined for everything else. */
export function renewalTypeOf(value: unknown): RenewalType | undefined {
  return nameOf(value, spelled, { 1: "automatic", 2: "manual" });
}

/** The renewal type as requests carry it; undefined for what is none. */
export function sentRenewalType(type: RenewalType): "Automatic" | "Manual" | undefined {
  return sent.get(type);
}
