import type { Adapter, Logger, Observer, Store } from "@tenure/engine";
import { z } from "zod";

import { roles } from "../http/caller.ts";
import { inspectorSchema } from "./inspector-schema.ts";

const positive = z.int().positive();

/** Something made by code, told by what it can do. */
function made<Value>(what: string, verbs: readonly string[]) {
  return z.custom<Value>(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      verbs.every((verb) => typeof Reflect.get(value, verb) === "function"),
    { error: `expected ${what}` },
  );
}

const adapterSchema = made<Adapter>("an adapter, as connect({...}) makes it", ["perform"]).refine(
  ({ name }) => typeof name === "string" && name !== "",
  { error: "expected an adapter with a name" },
);

const tokenSchema = z.strictObject({
  /** For the log, and for error messages. */
  name: z.string().min(1).max(63),
  /** The environment variable that holds the secret. */
  variable: z.string().min(1),
  role: z.enum(roles),
  /** One tenant, or `*` for all. Default: `default`. */
  tenant: z.string().min(1).default("default"),
});

const httpSchema = z.strictObject({
  /** Default `127.0.0.1`. Anything but loopback needs tokens. */
  host: z.string().min(1).default("127.0.0.1"),
  /** 0 takes a free one. Default 8080. */
  port: z.int().min(0).max(65_535).default(8080),
  /** Other names the service is called by, without a port: that of a proxy before it, for example. */
  hosts: z.array(z.string().min(1)).default([]),
  tokens: z.array(tokenSchema).default([]),
  /** `false` serves no console. */
  console: z.boolean().default(true),
  /** The largest body of a request to the API. Default 1 MiB. */
  maximumBodyBytes: positive.default(1_048_576),
  /** How long an answer may take to begin. Default 30,000. */
  requestTimeoutMilliseconds: positive.default(30_000),
  /** How long a request may take to arrive, its headers in half of it. Default 20,000. */
  arrivalTimeoutMilliseconds: positive.default(20_000),
  /** A connection on which nothing moves for so long is closed: a reader that does not read. Default 60,000. */
  stalledTimeoutMilliseconds: positive.default(60_000),
  /** Connections at once, at most. Default 1000. */
  connections: positive.default(1000),
  /** Streams of changes and results at once, at most. Default 100. */
  streams: positive.default(100),
});

const limitsSchema = z.strictObject({
  concurrency: positive.optional(),
  ratePerSecond: z.number().positive().optional(),
  breaker: z.strictObject({ failures: positive.optional(), pause: positive.optional() }).optional(),
});

const engineSchema = z.strictObject({
  concurrency: positive.optional(),
  leaseMilliseconds: positive.optional(),
  attemptTimeoutMilliseconds: positive.optional(),
  retry: z
    .strictObject({
      base: positive.optional(),
      cap: positive.optional(),
      attempts: positive.optional(),
      lost: positive.optional(),
    })
    .optional(),
  maximumEventBytes: positive.optional(),
  answersKeptMilliseconds: positive.optional(),
  onDrift: z.enum(["keep", "reconcile"]).optional(),
  congestedAbove: z.int().nonnegative().optional(),
  idleMilliseconds: positive.optional(),
  /** Told of everything beside the service's own metrics: `observer` of `@tenure/engine/opentelemetry`. */
  observer: made<Observer>("an observer", ["event", "attempt", "watch"]).optional(),
});

const levels = ["debug", "info", "warn", "error", "silent"] as const;

/** What `tenure.config.ts` may say. */
export const configurationSchema = z.strictObject({
  store: made<Store>("a store, as sqliteStore({...}) or postgresStore({...}) makes it", [
    "open",
    "commit",
    "claim",
  ]),
  adapters: z.array(adapterSchema).min(1, { error: "expected at least one adapter" }),
  tenants: z.array(z.string()).default([]),
  http: httpSchema.prefault({}),
  inspector: inspectorSchema.prefault({}),
  logging: z
    .strictObject({
      level: z.enum(levels).default("info"),
      /** Used in place of the service's own, which writes JSON lines to the standard error. */
      logger: made<Logger>("a logger, such as pino's", [
        "debug",
        "info",
        "warn",
        "error",
      ]).optional(),
    })
    .prefault({}),
  /** What each platform is spared, by its adapter's name. */
  limits: z.record(z.string(), limitsSchema).default({}),
  /** How the engine works. Left out: as it does by itself. */
  engine: engineSchema.prefault({}),
  /** How long work under way has when the service ends. Default 10,000. */
  stopDeadlineMilliseconds: z.int().nonnegative().default(10_000),
});

/** A configuration as it is written. */
export type ConfigurationInput = z.input<typeof configurationSchema>;
/** A configuration that was checked, its defaults filled in. */
export type Configuration = z.infer<typeof configurationSchema>;
