export { HistoryFileError } from "./replay/history-file-error.ts";
export type { HistoryFileErrorCode } from "./replay/history-file-error.ts";
export type { HistorySource } from "./replay/read-history.ts";
export { replay } from "./replay/replay.ts";
export type { Replayed, ReplayOptions } from "./replay/replay.ts";
export { replayFolder } from "./replay/replay-folder.ts";

export { given } from "./given/given.ts";
export type { Given, When } from "./given/given.ts";
export type { GivenEngineOptions, GivenHistory, GivenOptions } from "./given/given-history.ts";
export type { Happening, Outcome } from "./given/outcome.ts";
export type { PerformedCall } from "./given/recording-adapter.ts";
export type { EffectStatement, Statement, TimerStatement } from "./given/statement.ts";
