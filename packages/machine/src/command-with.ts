import type { Command } from "./events.ts";

/** The capability a command cannot do without, by the command. */
interface CapabilityNeeded {
  readonly "command.suspend": "administrativeHold";
  readonly "command.resume": "administrativeHold";
  readonly "command.setRenewal": "renewalSwitch";
}

type NeededBy<Type> = Type extends keyof CapabilityNeeded ? CapabilityNeeded[Type] : never;

/** Capabilities that are known when a service is written. */
type KnownCapabilities = Readonly<
  Partial<Record<CapabilityNeeded[keyof CapabilityNeeded], boolean>>
>;

type IsOff<Known extends KnownCapabilities, Type> =
  NeededBy<Type> extends keyof Known ? (Known[NeededBy<Type>] extends false ? true : false) : false;

/**
 * The commands that make sense for a product whose capabilities are known when a service is written: those
 * whose capability is off are left out, so that a switch over them need not handle what can only be refused.
 */
export type CommandWith<Known extends KnownCapabilities> = {
  [Type in Command["type"]]: [NeededBy<Type>] extends [never]
    ? Extract<Command, { type: Type }>
    : IsOff<Known, Type> extends true
      ? never
      : Extract<Command, { type: Type }>;
}[Command["type"]];
