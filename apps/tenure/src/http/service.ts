import type {
  Adapter,
  AdapterLimits,
  Clock,
  Engine,
  EngineGauges,
  Logger,
  Store,
} from "@tenure/engine";
import type { ChartLayouts, InspectorEndpoint } from "@tenure/inspector";

import type { Throughput } from "../throughput/throughput.ts";
import type { StreamSlots } from "./stream-slots.ts";

/** What the HTTP API speaks for. The engine is started by whoever made it. */
export interface Service {
  readonly engine: Engine;
  /** The engine's own store, to look at. */
  readonly store: Pick<Store, "changes" | "changesEnd" | "outstanding">;
  readonly adapters: readonly Adapter[];
  readonly limits: Readonly<Record<string, AdapterLimits>>;
  /** By the adapter's name: the paths under which its platform's calls are taken. */
  readonly intakePaths: ReadonlyMap<string, readonly string[]>;
  /** The tenants that are served, `default` among them. */
  readonly tenants: readonly string[];
  readonly throughput: Throughput;
  readonly gauges: () => Promise<EngineGauges>;
  readonly slots: StreamSlots;
  /** How often something is written on an answer that goes on for long, at least. */
  readonly heartbeatMilliseconds: number;
  readonly layouts: Pick<ChartLayouts, "layOut" | "layOutDefinition">;
  /** Undefined: it is switched off. */
  readonly inspector: Pick<InspectorEndpoint, "updates"> | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborts when the service ends: what goes on for long ends then. */
  readonly signal: AbortSignal;
}
