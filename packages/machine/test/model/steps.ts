import type { fc } from "@fast-check/vitest";
import { subscriptionEventSchema, type RequestFact, type SubscriptionEvent } from "@tenure/machine";

import { compare } from "./compare.ts";
import type { Subject } from "./subject.ts";
import type { World } from "./world.ts";

/** The event a step stands for where the world is; undefined when it makes no sense there. */
type Makes = (world: World) => SubscriptionEvent | undefined;

/** One step of a history; takes no time. */
export interface Step extends fc.Command<World, Subject> {
  run(world: World, subject: Subject): void;
}

/** An event reaches the reference and the machine; both must agree on what becomes of it. */
export class EventStep implements Step {
  readonly #makes: Makes;
  #made = "";

  constructor(makes: Makes) {
    this.#makes = makes;
  }

  check(world: World): boolean {
    return this.#makes(world) !== undefined;
  }

  run(world: World, subject: Subject): void {
    const made = this.#makes(world);
    if (made === undefined) return;
    const event = subscriptionEventSchema.parse(made);
    this.#made = JSON.stringify(event);
    this.#remember(world, event);
    const before = subject.snapshot;
    const decision = subject.send(event);
    try {
      compare(world.reference, before, event, decision);
    } catch (error) {
      subject.log.push({ type: "differed", how: String(error) });
      throw error;
    }
  }

  #remember(world: World, event: SubscriptionEvent): void {
    if (!("request" in event) || world.told.includes(event)) return;
    const isOld = [...world.told, ...world.untold].some(
      (fact) => JSON.stringify(fact) === JSON.stringify(event),
    );
    if (!isOld) world.remember(event, world.told);
  }

  toString(): string {
    return this.#made;
  }
}

/** Something comes about on the platform, and is told later or never. */
export class UntoldStep implements Step {
  readonly #makes: (world: World) => RequestFact;

  constructor(makes: (world: World) => RequestFact) {
    this.#makes = makes;
  }

  check(): boolean {
    return true;
  }

  run(world: World): void {
    world.remember(this.#makes(world), world.untold);
  }

  toString(): string {
    return "untold";
  }
}

/** The process dies and comes back. */
export class RestartStep implements Step {
  check(): boolean {
    return true;
  }

  run(_world: World, subject: Subject): void {
    subject.restart();
  }

  toString(): string {
    return "restart";
  }
}
