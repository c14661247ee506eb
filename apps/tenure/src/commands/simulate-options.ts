import { readFileSync } from "node:fs";

import {
  CONTROL_PATH,
  readFaultScript,
  type Fault,
  type SimulatorOptions,
} from "@tenure/simulator";
import { InvalidArgumentError, type Command } from "commander";

import { wholeNumber } from "./whole-number.ts";

/** What the command line says about any simulator. */
export interface CommonFlags {
  readonly port: number;
  readonly seed: number;
  readonly state?: string;
  readonly virtualTime?: true | number;
  readonly faults?: readonly Fault[];
  readonly robot?: number;
  readonly controlToken?: string;
}

/** What the command line says about a simulated CloudBlue Connect. */
export interface ConnectFlags extends CommonFlags {
  readonly robotProduct?: string;
  readonly rateLimit?: number;
  readonly webhookHeader: "Authorization" | "Authentication";
}

/** Gives a command the options every simulator has. */
export function withCommonOptions(command: Command): Command {
  return command
    .option("--port <number>", "port to listen on; 0 takes a free one", port, 0)
    .option("--seed <number>", "ids, codes and chance repeat for a seed", wholeNumber, 1)
    .option("--state <file>", "keep the platform's state in this file, and go on from it")
    .option("--faults <file>", "what goes wrong, as a JSON list of faults", faultFile)
    .option("--virtual-time [start]", "time stands still until it is moved", instant)
    .option("--control-token <token>", `what calls below ${CONTROL_PATH} must carry as a bearer`);
}

function port(text: string): number {
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
function instant(text: string): number {
  // oxlint-disable-next-line no-restricted-globals -- reads a text, not the clock
  const time = Date.parse(text);
  if (Number.isFinite(time)) return time;
  throw new InvalidArgumentError("Expected a date and time, such as 2026-03-01T12:00:00Z.");
}

/** Reads a fault script; a mistake in it is said with its place. */
function faultFile(file: string): readonly Fault[] {
  try {
    return readFaultScript(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** From 0 to 1. */
export function probability(text: string): number {
  const number = Number(text);
  if (number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError("Expected a number from 0 to 1.");
}

/** The simulated CloudBlue Connect that was asked for. */
export function simulatorOptions(flags: ConnectFlags): SimulatorOptions {
  const { rateLimit, webhookHeader } = flags;
  return {
    ...commonOptions(flags),
    webhookTokenHeader: webhookHeader,
    ...(rateLimit === undefined ? {} : { rateLimit: { perSecond: rateLimit } }),
  };
}

/** What is asked of any simulator. */
export function commonOptions(flags: CommonFlags) {
  const { seed, state, virtualTime, faults, controlToken } = flags;
  return {
    seed,
    ...(state === undefined ? {} : { file: state }),
    ...(virtualTime === undefined
      ? {}
      : { virtualTime: virtualTime === true || { startAt: virtualTime } }),
    ...(faults === undefined ? {} : { faults }),
    ...(controlToken === undefined ? {} : { controlToken }),
  };
}
