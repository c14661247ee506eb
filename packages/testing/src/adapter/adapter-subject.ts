import type { Adapter, Logger, VirtualClock } from "@tenure/engine";
import type { AdapterEffectType, SubscriptionEventInput } from "@tenure/machine";

/** An effect that changes something on the platform, and how a subscription comes to it. */
export interface AdapterTask {
  /** Names it in what is said of it. */
  readonly name: string;
  /** The subscription's id on the platform. */
  readonly key: string;
  /** What the record of it has been told, in order; with the last of it the effect is asked for. */
  readonly events: readonly SubscriptionEventInput[];
  readonly effect: AdapterEffectType;
}

/** What a platform's HTTP answer is replaced by. */
export interface PlatformAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Something that happened on the platform, for the intake to find. */
export interface PlatformNews {
  /** The subscription it is about. */
  readonly key: string;
  /** The request it is, where the platform has requests: the record is then to tell of it. */
  readonly requestId?: string;
}

/** A simulated platform, what can be made to go wrong at it, and the adapters that are bound to it. */
export interface AdapterPlatform {
  /** Platform and adapters live by it, and nothing of them waits in another way. */
  readonly clock: VirtualClock;
  /** An adapter bound to this platform, as a process that begins makes it. Called several times. */
  adapter(logger: Logger): Adapter;
  /** Effects on the platform as it is now, each about a subscription of its own; the same for every platform. */
  readonly tasks: readonly AdapterTask[];
  /** So many changes were made on the platform for the adapters so far. */
  changes(): number;
  /** Time passes for all, in milliseconds. Left out: the clock advances. */
  pass?(milliseconds: number): Promise<void>;
  /** Ends what goes wrong by the levers below. */
  heal(): void;
  /** The next call that changes something is carried out, and its answer is lost. */
  loseAnswer?(): void;
  /** The next call that changes something is lost on its way, and is not carried out. */
  loseCall?(): void;
  /** The platform says no to every call that changes something, for a reason that repeating does not help. */
  refuse?(): void;
  /** Every call gets this in place of its answer, and is not carried out. */
  answer?(answer: PlatformAnswer): void;
  /** No call is answered, nor carried out; one whose signal aborts rejects, as with `fetch`. */
  hang?(): void;
  /** Something happens that the record does not know yet, each time about another subscription. */
  news?(): Promise<PlatformNews>;
  /** What happened before is told again, in another order. */
  tellAgain?(): Promise<void>;
  /** The credentials that the adapters are given, each at least 8 characters. */
  readonly secrets?: readonly string[];
}

/** A part of a platform, or a verb of the adapter, that some promises cannot be tried without. */
export type AdapterPart = PlatformPart | "truth" | "examine";

/** What of a platform may be left out. */
export type PlatformPart =
  | "loseAnswer"
  | "loseCall"
  | "refuse"
  | "answer"
  | "hang"
  | "news"
  | "tellAgain"
  | "secrets";

/** What the promises are tried on. */
export interface AdapterSubject {
  /** A fresh platform, always the same. Called many times. */
  open(): Promise<AdapterPlatform>;
  /** Frees what it took. Called once for each. */
  close?(platform: AdapterPlatform): Promise<void>;
  /** What the platforms, or the adapters, do not have: promises that need it are left out. All else has to be there. */
  readonly without?: readonly AdapterPart[];
  /** How long news may take until they are on record, in milliseconds of the clock. Default 120,000. */
  readonly patience?: number;
  /** Fixes the random choices. Default: every run makes others, and a failure tells its seed. */
  readonly seed?: number;
  /** How many cases of each property are tried. Default 20. */
  readonly runs?: number;
}
