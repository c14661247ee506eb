export { createEngine } from "./create-engine.ts";
export type { EngineOptions } from "./engine-options.ts";
export type { Engine } from "./engine.ts";
export type { RetryPolicy } from "./dispatch/backoff.ts";
export type { SendResult } from "./send.ts";

export { TenureError } from "./tenure-error.ts";
export type { Consequence, TenureErrorCode } from "./tenure-error.ts";

export { systemClock } from "./clock/system-clock.ts";
export { virtualClock } from "./clock/virtual-clock.ts";
export type { VirtualClock } from "./clock/virtual-clock.ts";
export type { Clock } from "./ports/clock.ts";

export { silentLogger } from "./silent-logger.ts";
export type { LogFields, Logger } from "./ports/logger.ts";

export { entryHash, genesisHash, verifyHistory } from "./record/history-hash.ts";
export type { HistoryBreak } from "./record/history-hash.ts";

export type { Adapter, EffectCall, EffectOutcome, Intake } from "./ports/adapter.ts";
export type {
  ClaimedEffect,
  Commit,
  CommitResult,
  EffectClaim,
  HistoryEntry,
  InboxEntry,
  ListFilter,
  NewEffect,
  NextWake,
  Page,
  Store,
  SubscriptionRecord,
  TimerRow,
} from "./ports/store.ts";
