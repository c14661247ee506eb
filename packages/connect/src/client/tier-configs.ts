import { type TierConfig, tierConfigSchema } from "../wire/tier-config.ts";
import type { CallOptions } from "./call-options.ts";
import type { Caller } from "./caller.ts";
import { collectionOf } from "./collection.ts";
import type { ConnectPage, ListOptions } from "./pages.ts";
import type { RenderOptions } from "./render-options.ts";

/** Tier configurations. They cannot be written to: the only way to change one is a request. */
export interface TierConfigCalls {
  list(options?: ListOptions): AsyncIterable<ConnectPage<TierConfig>>;
  get(id: string, options?: CallOptions): Promise<TierConfig>;
  /** What the configuration shows its reseller, in Markdown. */
  render(id: string, options?: RenderOptions): Promise<string>;
}

/** The calls on tier configurations. */
export function tierConfigCallsOf(caller: Caller): TierConfigCalls {
  const { list, get, one } = collectionOf(caller, "/tier/configs", tierConfigSchema);
  return {
    list,
    get,
    render: (id, options) => caller.text({ method: "GET", path: one(id, "/render"), ...options }),
  };
}
