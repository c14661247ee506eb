export { createEngine } from "./create-engine.ts";
export type { AdapterLimits, EngineOptions } from "./engine-options.ts";
export type { Engine, OperatorAnswer } from "./engine.ts";
export type { RetryPolicy } from "./dispatch/backoff.ts";
export type { OperatorOptions, SendOptions, SendResult } from "./send.ts";
export type { AdapterState } from "./adapter-state.ts";
export type { CircuitState } from "./dispatch/circuit.ts";

export { createReader } from "./reader.ts";
export type { Reader, ReaderOptions } from "./reader.ts";
export type { Changes, ChangesOptions, SubscriptionChange } from "./read/changes.ts";
export type { ReadableStore } from "./read/readable-store.ts";
export type { SubscriptionFilter } from "./read/subscription-filter.ts";
export type { Verification } from "./read/verification.ts";
export type { Verified } from "./read/verify-all.ts";
export { beforeHistory } from "./read/replay.ts";

export { importHistory } from "./export/import-history.ts";
export type { Imported, ImportOptions, ImportTarget } from "./export/import-history.ts";
export type { HistoryExport } from "./export/history-export.ts";
export { parseHistoryExport } from "./export/parse-export.ts";
export { verifyHistoryExport } from "./export/verify-export.ts";
export type { ExportVerification } from "./export/verify-export.ts";

export { longestWaiting, openWaiting, waiting } from "./waiting.ts";
export type { LongestWaitingOptions, OpenWaitingOptions, WaitingOptions } from "./waiting.ts";
export { waitingReport } from "./waiting-report.ts";
export type { RequestWaiting, WaitingReportOptions } from "./waiting-report.ts";
export type { WaitingParty, WaitingState } from "./waiting-party.ts";

export type { ReconcileOptions } from "./reconcile/reconcile.ts";
export type { DriftClass, Reconciliation } from "./reconcile/reconciliation.ts";

export { TenureError } from "./tenure-error.ts";
export type { Consequence, TenureErrorCode } from "./tenure-error.ts";

export { defaultTenant, keyOf, splitKey, Tenancy } from "./tenancy.ts";

export { systemClock } from "./clock/system-clock.ts";
export { virtualClock } from "./clock/virtual-clock.ts";
export type { VirtualClock } from "./clock/virtual-clock.ts";
export type { Clock } from "./ports/clock.ts";

export { silentLogger } from "./silent-logger.ts";
export type { LogFields, Logger } from "./ports/logger.ts";
export { redact, redactedMarker } from "./redact/redact.ts";
export { redactingLogger } from "./redact/redacting-logger.ts";

export { entryHash, genesisHash, verifyHistory } from "./record/history-hash.ts";
export type { HistoryBreak } from "./record/history-hash.ts";

export type { Finding } from "./ports/finding.ts";
export type { Adapter, EffectCall, EffectOutcome, Intake, PlatformTruth } from "./ports/adapter.ts";
export type {
  AttemptEnd,
  AttemptObservation,
  EngineGauges,
  EventEnd,
  EventObservation,
  ObservedAttempt,
  ObservedEvent,
  Observer,
} from "./ports/observer.ts";
export type {
  Change,
  ClaimedEffect,
  ClaimRequest,
  ClaimShare,
  Commit,
  CommitResult,
  EffectClaim,
  Found,
  InboxEntry,
  Lookup,
  NewEffect,
  NextWake,
  OutstandingEffect,
  OutstandingWork,
  Pause,
  Store,
  StoreTransaction,
  TimerRow,
} from "./ports/store.ts";
export type { HistoryEntry, SubscriptionRecord } from "./ports/subscription-record.ts";
export type { Facet, ListFilter, Page, Tallies, Tally } from "./ports/listing.ts";
