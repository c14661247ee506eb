import type { MachineName } from "@tenure/machine";

import type { Adapter } from "./ports/adapter.ts";
import type { SubscriptionRecord } from "./ports/subscription-record.ts";
import { TenureError } from "./tenure-error.ts";

/** What can stand in a path, in the name of a cursor and in a list of words. */
const adapterName = /^[^\s/\p{C}]+$/u;

/** @throws TenureError `options_invalid` */
function checkNames(names: readonly string[]): void {
  const wrong = names.find((name) => !adapterName.test(name));
  if (wrong !== undefined) {
    throw new TenureError(
      "options_invalid",
      `${JSON.stringify(wrong)} is no adapter's name. Use letters, digits and hyphens, as in connect-acme.`,
    );
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new TenureError(
      "options_invalid",
      `Two adapters have the same name, ${twice}. Give each its own, such as by the option name: ` +
        "subscriptions are kept by it.",
    );
  }
}

/** The engine's adapters by name. */
export class Adapters implements Iterable<Adapter> {
  readonly #byName: ReadonlyMap<string, Adapter>;

  constructor(adapters: readonly Adapter[]) {
    checkNames(adapters.map(({ name }) => name));
    this.#byName = new Map(adapters.map((adapter) => [adapter.name, adapter]));
  }

  [Symbol.iterator](): Iterator<Adapter> {
    return this.#byName.values();
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  get(name: string): Adapter | undefined {
    return this.#byName.get(name);
  }

  /** What new keys of the adapter are of; a subscription's when there is no such adapter. */
  machineOf(name: string | undefined): MachineName {
    return this.#byName.get(name ?? this.#only() ?? "")?.machine ?? "subscription";
  }

  /** @throws TenureError `adapter_unknown` */
  check(name: string): void {
    if (this.#byName.has(name)) return;
    throw new TenureError(
      "adapter_unknown",
      `The engine has no adapter ${name}. It has: ${this.names.join(", ")}.`,
    );
  }

  /** Names the adapter of a subscription: as recorded; for a new one as named, or the only one. */
  nameFor(key: string, named: string | undefined, record: SubscriptionRecord | undefined): string {
    if (record !== undefined) return this.#recorded(key, named, record.adapter);
    const name = named ?? this.#only();
    if (name === undefined) {
      throw new TenureError(
        "adapter_required",
        `Subscription ${key} is new and the engine has several adapters, or none. Name one of them.`,
      );
    }
    if (this.#byName.has(name)) return name;
    throw new TenureError(
      "adapter_unknown",
      `Subscription ${key} is new and the engine has no adapter ${name}. ` +
        `It has: ${this.names.join(", ")}.`,
    );
  }

  #recorded(key: string, named: string | undefined, recorded: string): string {
    if (named === undefined || named === recorded) return recorded;
    throw new TenureError(
      "adapter_mismatch",
      `Subscription ${key} lives on the platform of adapter ${recorded}, the event came for adapter ` +
        `${named}. Give subscriptions of different platforms different keys.`,
    );
  }

  #only(): string | undefined {
    const [first, second] = this.#byName.keys();
    return second === undefined ? first : undefined;
  }
}
