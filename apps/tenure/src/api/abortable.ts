import type { Engine } from "@tenure/engine";

type Source = Pick<Engine, "get" | "history" | "list">;

/** The same source, which fails as soon as nobody waits for it any more. */
export function abortable(source: Source, signal: AbortSignal): Source {
  return {
    async get(...given) {
      signal.throwIfAborted();
      return source.get(...given);
    },
    async history(...given) {
      signal.throwIfAborted();
      return source.history(...given);
    },
    async list(...given) {
      signal.throwIfAborted();
      return source.list(...given);
    },
  };
}
