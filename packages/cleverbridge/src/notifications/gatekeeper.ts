import { createHash, timingSafeEqual } from "node:crypto";

import { TenureError } from "@tenure/engine";

/** How the platform proves that a notification is its own: it signs nothing. */
export interface NotificationSecrets {
  /** A segment of the endpoint's path that nobody else knows, at least 16 characters. */
  readonly pathSecret?: string | undefined;
  /** Basic authentication. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** Whether a call may come in: `hidden` is a path that is not the endpoint's. */
export type Admission = "admitted" | "hidden" | "unauthorized";

const shortestSecret = 16;

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** In constant time, whatever the lengths. */
const isSame = (left: string, right: Buffer): boolean => timingSafeEqual(digestOf(left), right);

function segmentsOf(url: string): readonly string[] {
  const { pathname } = new URL(url);
  return pathname.split("/").map((segment) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      return segment;
    }
  });
}

const invalid = (message: string): TenureError =>
  new TenureError("options_invalid", `notifications: ${message}`);

function check({ pathSecret, username, password }: NotificationSecrets): void {
  if ((username === undefined) !== (password === undefined)) {
    throw invalid("expected username and password, or neither");
  }
  if (username === "" || password === "" || username?.includes(":") === true) {
    throw invalid("expected a username without a colon and a password, neither of them empty");
  }
  if (pathSecret !== undefined && pathSecret.length < shortestSecret) {
    throw invalid(`pathSecret: expected at least ${shortestSecret} characters`);
  }
  if (pathSecret === undefined && username === undefined) {
    throw invalid("expected a pathSecret, or a username and a password: nothing is let in without");
  }
}

/**
 * Tells calls of the platform from those of others, by what only the platform was told. Comparisons take the
 * same time whatever they find. Nothing but the address and the headers is looked at.
 *
 * @throws TenureError `options_invalid` without any secret, or with one that is too short
 */
export function gatekeeper(secrets: NotificationSecrets): (request: Request) => Admission {
  check(secrets);
  const { pathSecret, username, password } = secrets;
  const path = pathSecret === undefined ? undefined : digestOf(pathSecret);
  const pair =
    username === undefined
      ? undefined
      : digestOf(Buffer.from(`${username}:${password ?? ""}`, "utf8").toString("base64"));

  return (request) => {
    if (path !== undefined) {
      const matches = segmentsOf(request.url).filter((segment) => isSame(segment, path));
      if (matches.length === 0) return "hidden";
    }
    if (pair === undefined) return "admitted";
    const header = request.headers.get("authorization") ?? "";
    const given = /^Basic[ \t]+(?<pair>[\w+/=-]+)[ \t]*$/iu.exec(header)?.groups?.["pair"] ?? "";
    return isSame(given, pair) ? "admitted" : "unauthorized";
  };
}
