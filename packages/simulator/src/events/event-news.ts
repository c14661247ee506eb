import type { Platform } from "../platform.ts";
import type { Change } from "../store/collections.ts";
import { EVENT_COLLECTIONS, subjectOf, type EventSubject } from "./event-subject.ts";

/** Tells which changes are worth an event: a new document, or one whose status has changed. */
export class EventNews {
  readonly #platform: Platform;
  readonly #statuses = new Map<string, string>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Takes what there is as known, without any news. */
  takeIn(): void {
    for (const collection of EVENT_COLLECTIONS) {
      const ids = this.#platform.store.list(collection).map(idIn);
      for (const id of ids) {
        const subject = subjectOf(this.#platform, collection, id);
        if (subject !== undefined) this.#statuses.set(keyOf(subject), subject.status);
      }
    }
  }

  /** The news in some changes, each document once. */
  among(changes: readonly Change[]): readonly EventSubject[] {
    const news: EventSubject[] = [];
    for (const { collection, id } of changes) {
      const subject = subjectOf(this.#platform, collection, id);
      if (subject === undefined || this.#statuses.get(keyOf(subject)) === subject.status) continue;
      this.#statuses.set(keyOf(subject), subject.status);
      news.push(subject);
    }
    return news;
  }
}

function keyOf({ objectClass, id }: EventSubject): string {
  return `${objectClass}/${id}`;
}

function idIn(value: { readonly id: string } | { readonly document: { readonly id: string } }) {
  return "document" in value ? value.document.id : value.id;
}
