import { AsyncLocalStorage } from "node:async_hooks";

import { ROOT_CONTEXT, type Context, type ContextManager } from "@opentelemetry/api";

/** Carries the active context over awaits, as an application's SDK does. */
export function asyncContext(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, work, self, ...given) => storage.run(active, () => work.apply(self, given)),
    bind: (_context, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}
