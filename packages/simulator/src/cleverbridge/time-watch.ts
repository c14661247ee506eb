import type { Change } from "../store/collections.ts";
import type { Timers } from "../time/timers.ts";
import { dueAt } from "./terms/dates.ts";
import type { World } from "./world.ts";

/** Sees to it that what happens to subscriptions by itself happens at its time. */
export class TimeWatch {
  readonly #world: World;
  readonly #timers: Timers;
  readonly #settle: () => void;
  readonly #set = new Map<string, { readonly due: number; readonly cancel: () => void }>();

  constructor(world: World, timers: Timers, settle: () => void) {
    this.#world = world;
    this.#timers = timers;
    this.#settle = settle;
  }

  /** Sets the timers of all subscriptions. */
  resume(): void {
    for (const { id } of this.#world.store.list("subscriptions")) this.#watch(String(id));
  }

  /** Sets the timers of the subscriptions among some changes. */
  changed(changes: readonly Pick<Change, "collection" | "id">[]): void {
    for (const { collection, id } of changes) {
      if (collection === "subscriptions") this.#watch(id);
    }
  }

  #watch(id: string): void {
    const record = this.#world.store.get("subscriptions", id);
    const due = record === undefined ? undefined : dueAt(record);
    const set = this.#set.get(id);
    if (set?.due === due) return;
    set?.cancel();
    this.#set.delete(id);
    if (due === undefined) return;
    const cancel = this.#timers.at(Math.floor(due / 1000), () => {
      this.#set.delete(id);
      this.#settle();
    });
    this.#set.set(id, { due, cancel });
  }
}
