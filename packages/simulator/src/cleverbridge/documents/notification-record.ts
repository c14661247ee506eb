import type { JsonObject } from "../../json-reading.ts";

/** Something the client is told. */
export interface NotificationRecord {
  readonly number: number;
  readonly type: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly body: JsonObject;
}

/** How far the telling has got. */
export interface DeliveryRecord {
  /** `unwanted`: nobody had asked for it when it came up. `lost`: by a fault. */
  readonly state: "waiting" | "delivered" | "given-up" | "lost" | "unwanted";
  readonly attempts: number;
  /** When the next attempt is due, in epoch milliseconds; null when there is none. */
  readonly nextAt: number | null;
  /** How the last attempt was answered; null when it was not, or there was none. */
  readonly lastStatus: number | null;
}
