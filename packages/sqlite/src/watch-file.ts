import { watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Calls back, at most once per turn of the event loop, after something was committed to the file. */
export function watchFile(file: string, changed: () => void): () => void {
  const log = `${basename(file)}-wal`;
  let told: NodeJS.Immediate | undefined;
  const tell = (): void => {
    told = undefined;
    changed();
  };
  // The folder, because the log goes and comes again when the last connection closes.
  const watcher = watch(dirname(file), { persistent: false }, (_event, name) => {
    if (name === log) told ??= setImmediate(tell);
  });
  const end = (): void => {
    clearImmediate(told);
    watcher.close();
  };
  // A folder that can no longer be watched leaves the caller with its own polling.
  watcher.on("error", end);
  return end;
}
