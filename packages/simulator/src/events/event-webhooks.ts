import type { Webhook } from "../documents/webhook.ts";
import type { Faults } from "../http/faults.ts";
import { formatInstant, parseInstant } from "../instants.ts";
import type { JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import type { Change } from "../store/collections.ts";
import type { Timers } from "../time/timers.ts";
import type { PostResult, WebhookPost } from "../validation/webhook-post.ts";
import { afterCall, afterEvents, deliveryOf, type DeliveryRecord } from "./delivery-record.ts";
import { EventNews } from "./event-news.ts";
import { KeptBack } from "./kept-back.ts";

/** In seconds; the body tells it to the vendor. */
const PROCESSING_TIMEOUT_SECONDS = 600;

/** The longest a webhook that keeps failing is left alone. */
const LONGEST_RETRY_MS = PROCESSING_TIMEOUT_SECONDS * 1000;

interface Parts {
  readonly platform: Platform;
  readonly timers: Timers;
  readonly faults: Faults;
  readonly post: WebhookPost;
  /** Makes changes final, in one piece. */
  readonly keep: (change: () => void) => void;
  readonly apiUrl: () => string;
  /** How long news is collected before the webhook is called. */
  readonly delayMs: number;
  /** How long the first retry waits; every further one twice as long as the one before. */
  readonly retryMs: number;
}

/** One webhook's calls to come. */
interface Pending {
  readonly due: number;
  readonly cancel: () => void;
}

/** Calls event webhooks: once for all news of a short while, again with growing delay while they fail. */
export class EventWebhooks {
  readonly #parts: Parts;
  readonly #news: EventNews;
  readonly #pending = new Map<string, Pending>();
  readonly #calling = new Set<string>();
  readonly #again = new Set<string>();
  readonly #keptBack: KeptBack;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#news = new EventNews(parts.platform);
    this.#keptBack = new KeptBack(parts.timers, parts.platform.clock);
  }

  /** Takes what there is as known. */
  takeIn(): void {
    this.#news.takeIn();
  }

  /** Tells the webhooks concerned of changes that are final. */
  changed(changes: readonly Change[]): void {
    const news = this.#news.among(changes);
    if (news.length === 0) return;
    const now = this.#parts.platform.clock.now();
    for (const webhook of this.#parts.platform.store.list("webhooks")) {
      if (webhook.type !== "event" || !webhook.active) continue;
      const { length } = news.filter(
        ({ objectClass, productId }) =>
          objectClass === webhook.object_class && productId === webhook.product.id,
      );
      if (length === 0) continue;
      this.#write(webhook.id, (record) => afterEvents(record, length, now));
      this.#callNotBefore(webhook, now + this.#parts.delayMs);
    }
  }

  /** Calls a webhook as soon as possible, whatever it is waiting for. */
  trigger(id: string): void {
    this.#callAt(id, this.#parts.platform.clock.now());
  }

  /** Writes down how a call went that was made elsewhere. */
  count(id: string, result: PostResult, isSuccess: boolean): void {
    const now = this.#parts.platform.clock.now();
    this.#write(id, (record) => afterCall(record, result, isSuccess, now));
  }

  #callNotBefore(webhook: Webhook, wanted: number): void {
    const earliest = deliveryOf(webhook).earliest_possible_trigger;
    const allowed = earliest === null ? 0 : (parseInstant(earliest) ?? 0) / 1000;
    this.#callAt(webhook.id, Math.max(wanted, allowed));
  }

  #callAt(id: string, due: number): void {
    if (this.#calling.has(id)) {
      this.#again.add(id);
      return;
    }
    const pending = this.#pending.get(id);
    if (pending !== undefined && pending.due <= due) return;
    pending?.cancel();
    const cancel = this.#parts.timers.at(due, async () => this.#call(id));
    this.#pending.set(id, { due, cancel });
  }

  async #call(id: string): Promise<void> {
    this.#pending.delete(id);
    const webhook = this.#parts.platform.store.get("webhooks", id);
    if (webhook?.active !== true) return;
    const body = this.#bodyFor(webhook);
    const struck = this.#parts.faults.strikeEvent(webhook.http_method, webhook.external_url);
    if (struck === undefined || struck.fault.kind === "duplicate-event") {
      this.#calling.add(id);
      await this.#send(id, body);
      if (struck !== undefined) await this.#send(id, body);
      this.#calling.delete(id);
      this.#keptBack.release();
    } else {
      this.#keptBack.keep(struck, async () => this.#send(id, body));
    }
    this.#callAgain(id);
  }

  /** News that came during a call is worth another one. */
  #callAgain(id: string): void {
    if (!this.#again.delete(id)) return;
    const webhook = this.#parts.platform.store.get("webhooks", id);
    if (webhook === undefined) return;
    this.#callNotBefore(webhook, this.#parts.platform.clock.now() + this.#parts.delayMs);
  }

  async #send(id: string, body: JsonObject): Promise<void> {
    const { platform, post } = this.#parts;
    const webhook = platform.store.get("webhooks", id);
    if (webhook === undefined) return;
    const result = await post(webhook, body, platform.clock.now());
    const isSuccess = result.kind === "answered" && result.status >= 200 && result.status < 300;
    const now = platform.clock.now();
    const failures = deliveryOf(webhook).stats.failure_since_last_success;
    const retryMs = Math.min(this.#parts.retryMs * 2 ** failures, LONGEST_RETRY_MS);
    this.#write(id, (record) => afterCall(record, result, isSuccess, now, retryMs));
    if (isSuccess || this.#pending.has(id)) return;
    this.#calling.delete(id);
    this.#again.delete(id);
    this.#callAt(id, now + retryMs);
  }

  #bodyFor(webhook: Webhook): JsonObject {
    const record = deliveryOf(webhook);
    return {
      webhook_id: webhook.id,
      webhook_name: webhook.label,
      object_class: webhook.object_class,
      account_id: webhook.account.id,
      product_id: webhook.product.id,
      api_url: this.#parts.apiUrl(),
      triggered_at: formatInstant(this.#parts.platform.clock.now() * 1000),
      last_success_at: record.last_success?.time ?? null,
      last_failure_at: record.last_failure?.time ?? null,
      processing_timeout: PROCESSING_TIMEOUT_SECONDS,
      data: webhook.data,
    };
  }

  /** Writes into the webhook, if it is still there. */
  #write(id: string, change: (record: DeliveryRecord) => DeliveryRecord): void {
    const { keep, platform } = this.#parts;
    keep(() => {
      const webhook = platform.store.get("webhooks", id);
      if (webhook === undefined) return;
      const written: Webhook = { ...webhook, ...change(deliveryOf(webhook)) };
      platform.store.put("webhooks", id, written);
    });
  }
}
