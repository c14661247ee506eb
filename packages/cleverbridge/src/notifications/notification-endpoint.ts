import { type Clock, type Logger, silentLogger, systemClock } from "@tenure/engine";
import { limitedText } from "@tenure/engine/http";

import { gatekeeper, type NotificationSecrets } from "./gatekeeper.ts";
import { type Hint, hintsOf } from "./hint.ts";
import { isHeeded } from "./notification-types.ts";
import { readNotification, repetitionKeyOf } from "./notification.ts";
import { problem } from "./problem.ts";
import { seenBefore } from "./seen-before.ts";

const usualMaxBodyBytes = 1024 * 1024;
const usualTimeoutMilliseconds = 10_000;
/** The platform tries for 48 hours to deliver a notification. */
const usualRepetitionMilliseconds = 48 * 3_600_000;

/** How notifications are taken in. At least one kind of secret is needed. */
export interface NotificationOptions extends NotificationSecrets {
  /** 1 MiB when left out. */
  readonly maxBodyBytes?: number | undefined;
  /** Real time the body may take to arrive; 10 000 when left out. */
  readonly timeoutMilliseconds?: number | undefined;
  /** How long a notification is remembered, so that it has no effect when it comes again; 48 hours when left out. */
  readonly repetitionMilliseconds?: number | undefined;
}

/** Answers the platform's notifications. Fits every server that speaks Fetch. */
export type NotificationEndpoint = (request: Request) => Promise<Response>;

interface Surroundings {
  /** False when nobody takes hints in at present. */
  readonly deliver: (hints: readonly Hint[]) => Promise<boolean>;
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
}

const notJson = (): Response =>
  problem(
    415,
    "Unsupported media type",
    "Only notifications in JSON are taken in: choose the format JSON for this target at cleverbridge.",
  );

const notYet = (): Response =>
  problem(503, "Not ready", "Notifications are not taken in at this moment; send it again.", {
    "retry-after": "60",
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The media type as far as it is told, in lower case, without parameters. */
const mediaTypeOf = (request: Request): string =>
  (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/** Whatever else a body calls itself, it is read as JSON: senders and proxies are not exact about it. */
const isXml = (mediaType: string): boolean =>
  mediaType.endsWith("/xml") || mediaType.endsWith("+xml");

/**
 * An endpoint for the platform's notifications over HTTPS, in JSON. They are not signed, so the endpoint is
 * protected by what only the platform was told: a secret in its path, Basic authentication, or both. Either is
 * verified before anything of the body is read.
 *
 * A notification is a hint and nothing else: the subscriptions it names are read, and what the platform shows of
 * them counts, never what the notification says of their status. Two things a read cannot show are kept: the
 * management model, and that a chargeback or a refund gave the money back. It is answered 200 as soon as this is
 * on record, before anything is read. One that comes again has no effect; types that are not known are accepted
 * and passed over.
 *
 * Answers 404 to a path without the secret and 401 to wrong credentials before reading anything, 405 to other
 * methods than POST, 415 to XML, 413 to a body too large, 408 to one that does not
 * arrive, 400 to one that is no notification, and 503 while no engine takes notifications in: the platform sends
 * them again for 48 hours. Refusals are problem details. Never rejects, never hangs.
 *
 * @throws TenureError `options_invalid` without any secret
 */
export function notificationEndpoint(
  options: NotificationOptions,
  { deliver, clock = systemClock(), logger = silentLogger }: Surroundings,
): NotificationEndpoint {
  const { maxBodyBytes = usualMaxBodyBytes } = options;
  const { timeoutMilliseconds = usualTimeoutMilliseconds } = options;
  const { repetitionMilliseconds = usualRepetitionMilliseconds } = options;
  const admit = gatekeeper(options);
  const repetitions = seenBefore(repetitionMilliseconds);
  const tooLarge = () =>
    problem(413, "Too large", `A notification may have ${maxBodyBytes} bytes at most.`);

  /** Why the call is turned away before its body is read; undefined when it is not. */
  function turnedAway(request: Request): Response | undefined {
    const admission = admit(request);
    if (admission === "hidden") return problem(404, "Not found", "There is nothing here.");
    if (admission === "unauthorized") {
      // Anybody can cause this: at a level that is usually off, so that nobody can flood the log.
      logger.debug({}, "a notification without the credentials: check what cleverbridge was told");
      return problem(401, "Unauthorized", "The credentials are missing or wrong.", {
        "www-authenticate": 'Basic realm="notifications", charset="UTF-8"',
      });
    }
    if (request.method !== "POST") {
      return problem(405, "Method not allowed", "Use POST.", { allow: "POST" });
    }
    if (isXml(mediaTypeOf(request))) return notJson();
    return Number(request.headers.get("content-length") ?? 0) > maxBodyBytes
      ? tooLarge()
      : undefined;
  }

  async function bodyOf(request: Request): Promise<string | Response> {
    if (request.bodyUsed) {
      logger.error(
        {},
        "the body of a notification was read by somebody else: mount the endpoint before body parsers",
      );
      return problem(500, "Unreadable", "The body cannot be read.");
    }
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    try {
      return (await limitedText(request.body, maxBodyBytes, signal)) ?? tooLarge();
    } catch {
      return signal.aborted
        ? problem(408, "Too late", "The body did not arrive in time.")
        : problem(400, "Incomplete", "The body broke off.");
    }
  }

  async function takeIn(text: string): Promise<Response> {
    if (text.trimStart().startsWith("<")) return notJson();
    const notification = readNotification(jsonOf(text));
    if (notification === undefined) {
      return problem(400, "No notification", "Expected a JSON object with meta.type.");
    }
    const { type } = notification;
    const hints = isHeeded(type) ? hintsOf(notification) : [];
    const key = repetitionKeyOf(notification);
    const isRepeated = key !== undefined && repetitions.has(key, clock.now());
    if (hints.length === 0 || isRepeated) {
      logger.debug({ type, isRepeated }, "a notification that tells nothing to look into");
      return Response.json({});
    }
    if (!(await deliver(hints))) return notYet();
    // Only now: one that could not be kept may come again.
    if (key !== undefined) repetitions.add(key, clock.now());
    return Response.json({});
  }

  return async (request) => {
    const refused = turnedAway(request);
    if (refused !== undefined) return refused;
    const body = await bodyOf(request);
    if (typeof body !== "string") return body;
    try {
      return await takeIn(body);
    } catch (error) {
      logger.error(
        { error: error instanceof Error ? error.message : String(error) },
        "a notification could not be kept; cleverbridge sends it again: check the engine's store",
      );
      return notYet();
    }
  };
}
