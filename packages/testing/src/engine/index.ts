export { HistoryFileError } from "./replay/history-file-error.ts";
export type { HistoryFileErrorCode } from "./replay/history-file-error.ts";
export type { HistorySource } from "./replay/read-history.ts";
export { replay } from "./replay/replay.ts";
export type { Replayed, ReplayOptions } from "./replay/replay.ts";
export { replayFolder } from "./replay/replay-folder.ts";
