interface Slot<Thing> {
  readonly thing: Thing;
  readonly at: number;
  readonly order: number;
  place: number;
}

function isBefore<Thing>(left: Slot<Thing>, right: Slot<Thing>): boolean {
  return left.at === right.at ? left.order < right.order : left.at < right.at;
}

/** Things that have a time each, the earliest in front. Every change costs the logarithm of the size. */
export class DueQueue<Thing extends object> {
  readonly #heap: Slot<Thing>[] = [];
  readonly #slots = new Map<Thing, Slot<Thing>>();

  get size(): number {
    return this.#heap.length;
  }

  /** The thing in front and its time. */
  get first(): { readonly thing: Thing; readonly at: number; readonly order: number } | undefined {
    return this.#heap[0];
  }

  /** Gives a thing its time, also when it had another. Of one time the lower order is in front. */
  set(thing: Thing, at: number, order: number): void {
    this.delete(thing);
    const slot = { thing, at, order, place: this.#heap.length };
    this.#slots.set(thing, slot);
    this.#heap.push(slot);
    this.#rise(slot);
  }

  delete(thing: Thing): void {
    const slot = this.#slots.get(thing);
    if (slot === undefined) return;
    this.#slots.delete(thing);
    const last = this.#heap.pop();
    if (last === undefined || last === slot) return;
    this.#put(last, slot.place);
    this.#rise(last);
    this.#sink(last);
  }

  #put(slot: Slot<Thing>, place: number): void {
    slot.place = place;
    this.#heap[place] = slot;
  }

  #rise(slot: Slot<Thing>): void {
    for (;;) {
      const { place } = slot;
      const parent = place === 0 ? undefined : this.#heap[(place - 1) >> 1];
      if (parent === undefined || !isBefore(slot, parent)) return;
      this.#put(slot, parent.place);
      this.#put(parent, place);
    }
  }

  #sink(slot: Slot<Thing>): void {
    for (;;) {
      const { place } = slot;
      const left = this.#heap[2 * place + 1];
      const right = this.#heap[2 * place + 2];
      const child =
        left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || !isBefore(child, slot)) return;
      this.#put(slot, child.place);
      this.#put(child, place);
    }
  }
}
