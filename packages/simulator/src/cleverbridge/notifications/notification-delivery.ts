import { KeptBack } from "../../events/kept-back.ts";
import type { Faults } from "../../http/faults.ts";
import type { Change } from "../../store/collections.ts";
import type { Timers } from "../../time/timers.ts";
import type { DeliveryRecord, NotificationRecord } from "../documents/notification-record.ts";
import type { World } from "../world.ts";
import type { NotificationPost, NotificationTarget } from "./notification-target.ts";

/** The platform gives up after so many attempts, or so long after the first. */
const MOST_ATTEMPTS = 24;
const LONGEST_MS = 48 * 3_600_000;

interface Parts {
  readonly world: World;
  readonly timers: Timers;
  readonly faults: Faults;
  readonly post: NotificationPost;
  /** Makes changes final, in one piece. */
  readonly keep: (change: () => void) => void;
  /** How long the first retry waits; each further one waits as much longer. */
  readonly retryMs: number;
}

/** Posts notifications until they are answered with 2xx. */
export class NotificationDelivery {
  readonly #parts: Parts;
  readonly #keptBack: KeptBack;
  /** How to call off the next attempt of each notification that waits for one. */
  readonly #next = new Map<string, () => void>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#keptBack = new KeptBack(parts.timers, parts.world.clock);
  }

  /** Goes on with everything that waits. */
  resume(): void {
    for (const { number } of this.#parts.world.store.list("notifications")) {
      this.#setTimer(String(number));
    }
  }

  /** Sees to the notifications among some changes that are final. */
  changed(changes: readonly Pick<Change, "collection" | "id">[]): void {
    for (const { collection, id } of changes) {
      if (collection === "deliveries") this.#setTimer(id);
    }
  }

  #setTimer(id: string): void {
    this.#next.get(id)?.();
    this.#next.delete(id);
    const nextAt = this.#deliveryOf(id)?.nextAt ?? null;
    if (nextAt === null || this.#parts.world.told.target === undefined) return;
    this.#next.set(
      id,
      this.#parts.timers.at(nextAt, async () => this.#attempt(id)),
    );
  }

  async #attempt(id: string): Promise<void> {
    this.#next.delete(id);
    const { target } = this.#parts.world.told;
    const notification = this.#parts.world.store.get("notifications", id);
    const delivery = this.#deliveryOf(id);
    if (target === undefined || notification === undefined || delivery === undefined) return;
    const send = async () => this.#send(id, target, notification);
    const struck = this.#parts.faults.strikeEvent("POST", target.url);
    if (struck === undefined || struck.fault.kind === "duplicate-event") {
      await send();
      if (struck !== undefined) await send();
      this.#keptBack.release();
    } else if (struck.fault.kind === "lost-event") {
      this.#write(id, { ...delivery, state: "lost", nextAt: null });
    } else {
      this.#keptBack.keep(struck, send);
    }
  }

  async #send(
    id: string,
    target: NotificationTarget,
    notification: NotificationRecord,
  ): Promise<void> {
    const status = await this.#parts.post(target, notification.body);
    const before = this.#deliveryOf(id);
    if (before === undefined) return;
    const attempts = before.attempts + 1;
    if (before.state === "delivered" || (status !== null && status >= 200 && status < 300)) {
      this.#write(id, { state: "delivered", attempts, nextAt: null, lastStatus: status });
      return;
    }
    const nextAt = this.#parts.world.clock.now() + this.#parts.retryMs * attempts;
    const isOver = attempts >= MOST_ATTEMPTS || nextAt > notification.at + LONGEST_MS;
    this.#write(id, {
      state: isOver ? "given-up" : "waiting",
      attempts,
      nextAt: isOver ? null : nextAt,
      lastStatus: status,
    });
  }

  /** The next attempt, if there is one, is set when the change is final. */
  #write(id: string, delivery: DeliveryRecord): void {
    this.#parts.keep(() => this.#parts.world.store.put("deliveries", id, delivery));
  }

  #deliveryOf(id: string): DeliveryRecord | undefined {
    return this.#parts.world.store.get("deliveries", id);
  }
}
