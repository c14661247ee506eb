import type { CircuitState } from "./dispatch/circuit.ts";
import type { Gates } from "./dispatch/gates.ts";
import type { Pause } from "./ports/store.ts";

/** How an adapter's work stands in this engine. */
export interface AdapterState {
  readonly adapter: string;
  /** Effects that run now. */
  readonly running: number;
  /** `open`: nothing is started, because the platform kept failing; `halfOpen`: one goes ahead. */
  readonly circuit: CircuitState;
  /** Until when the platform asked to be left alone, in milliseconds since the epoch. */
  readonly heldUntil: number | undefined;
  /** The switch that keeps its effects from being claimed, its own or the one of all. */
  readonly paused: Pause | undefined;
}

export function adapterStates(
  gates: Gates,
  pauses: readonly Pause[],
  now: number,
): readonly AdapterState[] {
  return [...gates].map((gate) => ({
    adapter: gate.adapter,
    running: gate.running,
    circuit: gate.circuit(now),
    heldUntil: gate.heldUntil(now),
    paused:
      pauses.find(({ adapter }) => adapter === gate.adapter) ??
      pauses.find(({ adapter }) => adapter === null),
  }));
}
