import type { Party, Place, Subscription } from "./answers.ts";
import type { Refusal } from "./problem.ts";

/** A value of the machine's snapshot, or of an event. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type JsonFields = { readonly [name: string]: JsonValue };

export interface Effect {
  readonly id: string;
  readonly type: string;
  readonly requestId: string | null;
  readonly state: "waiting" | "running" | "retrying" | "settled" | "failed";
  /** Null when nobody knows any more. */
  readonly attempts: number | null;
  readonly availableAt: number | null;
  readonly error: string | null;
  readonly content: JsonFields;
}

interface Timer {
  readonly timer: string;
  readonly requestId: string;
  readonly dueAt: number;
}

export interface SubscriptionDetail extends Subscription {
  readonly hash: string;
  readonly redacted: boolean;
  readonly snapshot: JsonFields;
  readonly outstanding: { readonly effects: readonly Effect[]; readonly timers: readonly Timer[] };
}

/** A subscription as it was at a version. */
export interface SubscriptionVersion extends Place {
  readonly key: string;
  readonly version: number;
  readonly redacted: boolean;
  readonly snapshot: JsonFields;
}

interface Verdict {
  readonly type: "moved" | "unchanged" | "refused";
  readonly reason?: "known" | "stale" | "late";
  readonly refusal?: Refusal;
}

/** One value that an event changed; without `before` or `after`: there was none. */
export interface Difference {
  readonly path: readonly string[];
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

export interface HistoryEntry {
  readonly version: number;
  readonly at: number;
  readonly type: string;
  readonly by: { readonly party: Party; readonly identity: string | null };
  readonly why: string | null;
  readonly verdict: Verdict;
  /** A fact that contradicts the record. */
  readonly drift: boolean;
  readonly event: JsonFields;
  readonly from: Place;
  readonly to: Place;
  readonly differences: readonly Difference[];
  readonly effects: readonly Effect[];
  readonly previousHash: string;
  readonly hash: string;
}

export interface History {
  readonly key: string;
  /** The newest there is. */
  readonly version: number;
  readonly redacted: boolean;
  readonly entries: readonly HistoryEntry[];
  readonly next?: number;
}

/** Whether, and why not, something can be asked for; the way is the shortest to where it can. */
export interface Explanation {
  readonly allowed: boolean;
  readonly status: string;
  readonly requestState: string;
  readonly refusal?: Refusal;
  readonly capability?: { readonly name: string; readonly path: string; readonly label: string };
  readonly way?: readonly {
    readonly by: "buyer" | "vendor" | "platform" | "administrator" | "operator";
    readonly does: string;
    readonly event: string;
  }[];
}

export const commandTypes = [
  "command.change",
  "command.adjust",
  "command.suspend",
  "command.resume",
  "command.cancel",
  "command.revoke",
  "command.setRenewal",
  "command.bill",
  "answer.approve",
  "answer.reject",
  "answer.inquire",
  "answer.schedule",
  "answer.postpone",
  "operator.retry",
  "operator.skip",
] as const;
export type CommandType = (typeof commandTypes)[number];

export interface Command extends Explanation {
  readonly type: CommandType;
  readonly kind: "command" | "answer" | "operator";
}

export interface Commands {
  readonly key: string;
  readonly version: number;
  readonly commands: readonly Command[];
}

/** What a command would do. */
export interface Preview {
  readonly verdict: Verdict;
  readonly status: string;
  readonly requestState: string;
  readonly pendingState: string | null;
  readonly awaited: string;
  readonly effects: readonly string[];
}

export interface Sent {
  readonly key: string;
  readonly version: number;
  readonly verdict: Verdict;
  readonly repeated: boolean;
  readonly subscription: Subscription;
}

export interface Verification {
  readonly key: string;
  /** Null: it could not be found out. */
  readonly intact: boolean | null;
  readonly entries: number | null;
  readonly version: number | null;
  readonly reason: "gap" | "chain" | "content" | "head" | "replay" | null;
  readonly error: string | null;
}
