import { TenureError } from "@tenure/engine";

import type { CleverbridgeCredentials } from "./client-options.ts";

/** A shorter text stands in every other message; to wipe it would only garble them. */
const secretFromLength = 4;
const causeDepth = 5;
const marker = "[credentials]";

/** What is known of credentials: nothing yet, that the platform takes them, or that it does not (401). */
export type Standing = "unproven" | "proven" | "refused";

function checked(name: string, text: string, forbidden: RegExp): string {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- options come from untyped code, too
  if (typeof text === "string" && text !== "" && !forbidden.test(text)) return text;
  const what = text === "" ? "it is empty, and has to be " : "expected ";
  const without = name === "username" ? "control characters and colons" : "control characters";
  throw new TenureError("options_invalid", `${name}: ${what}a text without ${without}`);
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

/** A text as it stands in a message, in an address, in JSON and encoded. */
function spellings(text: string): readonly string[] {
  return [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), base64(text)];
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

/**
 * Credentials at work: they authorize calls, remember how the platform took them, and wipe themselves out of
 * what is told to others.
 */
export class Login {
  #standing: Standing = "unproven";
  readonly #authorization: string;
  readonly #secrets: readonly string[];

  /** Throws `TenureError` `options_invalid`, without showing them, for credentials no header could carry. */
  constructor(credentials: CleverbridgeCredentials) {
    const username = checked("username", credentials.username, /[\p{Cc}:]/u).toWellFormed();
    const password = checked("password", credentials.password, /\p{Cc}/u).toWellFormed();
    const pair = base64(`${username}:${password}`);
    this.#authorization = `Basic ${pair}`;
    this.#secrets = [
      ...new Set([pair, encodeURIComponent(pair), ...spellings(password), ...spellings(username)]),
    ]
      .filter((secret) => secret.length >= secretFromLength)
      // The longer first: one may be part of another.
      .toSorted((left, right) => right.length - left.length);
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** The platform answered a call that was made with them. */
  prove(): void {
    if (this.#standing === "unproven") this.#standing = "proven";
  }

  /** The platform answered 401. There is no way back. */
  refuse(): void {
    this.#standing = "refused";
  }

  /** Value of the `Authorization` header. */
  get authorization(): string {
    return this.#authorization;
  }

  /** The text without the credentials, should it hold them. */
  wipe(text: string): string {
    return this.#secrets.reduce((left, secret) => left.replaceAll(secret, marker), text);
  }

  /** A copy of an error and its causes, by name, message, code and stack, without the credentials. */
  wipeCause(cause: unknown, depth = causeDepth): Error {
    if (!(cause instanceof Error)) return new Error(this.wipe(String(cause)));
    const inner = cause.cause;
    const copy = new Error(
      this.wipe(cause.message),
      inner === undefined || depth === 0 ? {} : { cause: this.wipeCause(inner, depth - 1) },
    );
    copy.name = this.wipe(cause.name);
    if (cause.stack !== undefined) copy.stack = this.wipe(cause.stack);
    const code = codeOf(cause);
    return typeof code === "string" ? Object.assign(copy, { code: this.wipe(code) }) : copy;
  }
}
