import type { Learned } from "../reading/parameters-shown.ts";

/** Why a subscription is looked at. */
export interface LookReason {
  /** It was heard of: when it shows nothing new, it is looked at once more. */
  readonly isHinted: boolean;
  readonly learned: Learned;
  /** Looks in a row that failed. */
  readonly failures: number;
}

/** A subscription whose look is due. */
export interface DueLook extends LookReason {
  readonly id: string;
}

interface Row extends LookReason {
  readonly dueAt: number;
}

const nothing: LookReason = { isHinted: false, learned: {}, failures: 0 };

/** Subscriptions that are to be looked at, each once, and when. */
export class LookQueue {
  readonly #rows = new Map<string, Row>();
  #heard: (() => void) | undefined;

  /** A subscription that waits already is looked at by the earlier of both times, with what both know. */
  add(id: string, dueAt: number, reason: Partial<LookReason> = {}): void {
    const before = this.#rows.get(id);
    this.#rows.set(id, {
      isHinted: reason.isHinted ?? before?.isHinted ?? false,
      failures: reason.failures ?? 0,
      learned: { ...before?.learned, ...withoutGaps(reason.learned ?? {}) },
      dueAt: Math.min(dueAt, before?.dueAt ?? dueAt),
    });
    this.#heard?.();
  }

  /** Takes out what is due by now, the longest due first. */
  take(now: number, atMost: number): readonly DueLook[] {
    const due = [...this.#rows]
      .filter(([, row]) => row.dueAt <= now)
      .toSorted(([, left], [, right]) => left.dueAt - right.dueAt)
      .slice(0, atMost);
    for (const [id] of due) this.#rows.delete(id);
    return due.map(([id, { isHinted, learned, failures }]) => ({
      id,
      isHinted,
      learned,
      failures,
    }));
  }

  /** When the next look is due; undefined when nothing waits. */
  nextDueAt(): number | undefined {
    let earliest: number | undefined;
    for (const { dueAt } of this.#rows.values()) earliest = Math.min(dueAt, earliest ?? dueAt);
    return earliest;
  }

  /** Calls back whenever something is added, in place of whom it called before. */
  listen(heard: (() => void) | undefined): void {
    this.#heard = heard;
  }
}

/** A look nobody has asked for. */
export function unasked(id: string): DueLook {
  return { id, ...nothing };
}

function withoutGaps({ managementModel, cause }: Learned): Learned {
  return {
    ...(managementModel === undefined ? {} : { managementModel }),
    ...(cause === undefined ? {} : { cause }),
  };
}
