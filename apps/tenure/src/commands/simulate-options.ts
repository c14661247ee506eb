import { readFileSync } from "node:fs";

import { readFaultScript, type Fault, type SimulatorOptions } from "@tenure/simulator";
import { InvalidArgumentError } from "commander";

/** What the command line says about the simulator. */
export interface SimulateFlags {
  readonly port: number;
  readonly seed: number;
  readonly state?: string;
  readonly virtualTime?: true | number;
  readonly faults?: readonly Fault[];
  readonly robot?: number;
  readonly robotProduct?: string;
  readonly rateLimit?: number;
  readonly controlToken?: string;
  readonly webhookHeader: "Authorization" | "Authentication";
}

export function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  throw new InvalidArgumentError("Expected a port from 0 to 65535.");
}

/** How many a second: any number above 0. */
export function rate(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError("Expected a number above 0.");
}

/** A date as ISO 8601 has it, in epoch milliseconds. */
export function instant(text: string): number {
  // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
  const time = Date.parse(text);
  if (Number.isFinite(time)) return time;
  throw new InvalidArgumentError("Expected a date and time, such as 2026-03-01T12:00:00Z.");
}

/** Reads a fault script; a mistake in it is said with its place. */
export function faultFile(file: string): readonly Fault[] {
  try {
    return readFaultScript(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** The simulator that was asked for. */
export function simulatorOptions(flags: SimulateFlags): SimulatorOptions {
  const { seed, state, virtualTime, faults, rateLimit, controlToken, webhookHeader } = flags;
  return {
    seed,
    webhookTokenHeader: webhookHeader,
    ...(state === undefined ? {} : { file: state }),
    ...(virtualTime === undefined
      ? {}
      : { virtualTime: virtualTime === true || { startAt: virtualTime } }),
    ...(faults === undefined ? {} : { faults }),
    ...(rateLimit === undefined ? {} : { rateLimit: { perSecond: rateLimit } }),
    ...(controlToken === undefined ? {} : { controlToken }),
  };
}
