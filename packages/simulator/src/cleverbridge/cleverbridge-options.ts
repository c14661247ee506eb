import type { Fault } from "../http/faults.ts";
import type { Clock } from "../system-clock.ts";
import type { NotificationTarget } from "./notifications/notification-target.ts";
import type { Quirks } from "./quirks.ts";
import type { PaymentChances } from "./terms/payment.ts";

export interface CleverbridgeSimulatorOptions {
  /** All ids and everything left to chance derive from it: the same seed and the same calls give the same. Default 1. */
  readonly seed?: number;
  /** Default the system clock. What is due is settled at the start of each call, and soon after it is due. */
  readonly clock?: Clock;
  /**
   * Time stands still but for `time.advance` and `time.set`. Starts at the clock's time, or at `startAt` in epoch
   * milliseconds. Default false: it runs with the clock, and can be advanced beside.
   */
  readonly virtualTime?: boolean | { readonly startAt: number };
  /**
   * A journal of JSON lines, appended to before each answer. A simulator on a file that exists resumes with the
   * documents and the call record it holds; faults to come and who is notified are not kept. One simulator to a file
   * at a time.
   */
  readonly file?: string;
  /** Default `CLEVERBRIDGE_USER`. */
  readonly username?: string;
  /** Default `CLEVERBRIDGE_PASSWORD`. */
  readonly password?: string;
  /** After so many failed logins in a row the user is locked until `control.unlock`; false for never. Default 3. */
  readonly lockAfterFailedLogins?: number | false;
  /**
   * So many calls a second from one address; beyond it the address is blocked for a minute of the simulator's time.
   * Default 30, and false in virtual time, where a second has no end while time stands still.
   */
  readonly rateLimit?: { readonly perSecond: number } | false;
  /** Who is told of what happens. Default nobody. */
  readonly notifications?: NotificationTarget;
  /** Posts notifications. Default the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** How long a notification's receiver may take to answer, in real time. Default 10 000. */
  readonly notificationTimeoutMs?: number;
  /** How long the first retry of a notification waits; each further one waits as much longer. Default 600 000. */
  readonly notificationRetryMs?: number;
  /** What chance does with charges. Default all are paid. */
  readonly payments?: Partial<PaymentChances>;
  /** How it behaves where the platform's documents are silent. */
  readonly quirks?: Partial<Quirks>;
  /** Faults to begin with. */
  readonly faults?: readonly Fault[];
  /** What `Authorization: Bearer …` must carry for calls below `/_simulator`. Default none: this machine only. */
  readonly controlToken?: string;
}
