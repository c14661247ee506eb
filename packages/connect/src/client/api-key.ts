import { TenureError } from "@tenure/engine";

const visible = /^[\x21-\x7e]+(?: [\x21-\x7e]+)?$/u;
const secretFromLength = 4;
const causeDepth = 5;

/** The API key, able to authorize a call and to wipe itself out of what is told to others. */
export interface ApiKey {
  /** Value of the `Authorization` header. */
  readonly authorization: string;
  /** The text without the key, should it hold it. */
  wipe(text: string): string;
  /** A copy of an error and its causes, by name, message, code and stack, without the key. */
  wipeCause(cause: unknown): Error;
}

/** A text as it stands in a message, in an address and in JSON. */
function spellings(text: string): readonly string[] {
  return [...new Set([text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)])];
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

/**
 * Takes a key as the platform hands it out (`SU-000-000-000:…`), with or without `ApiKey ` in front.
 * Throws `TenureError` `options_invalid`, without showing the key, when a header could not carry it.
 */
export function apiKeyOf(text: string): ApiKey {
  const key = text.trim().replace(/^ApiKey(?:\s+|$)/iu, "");
  if (key === "" || key.includes(" ") || !visible.test(key)) {
    throw new TenureError(
      "options_invalid",
      "apiKey: expected the key as the platform shows it, without blanks or line breaks",
    );
  }
  const secrets = [key, key.slice(key.indexOf(":") + 1)]
    .filter((secret) => secret.length >= secretFromLength)
    .flatMap(spellings);

  function wipe(told: string): string {
    return secrets.reduce((left, secret) => left.replaceAll(secret, "[key]"), told);
  }

  function wipeCause(cause: unknown, depth = causeDepth): Error {
    if (!(cause instanceof Error)) return new Error(wipe(String(cause)));
    const inner = cause.cause;
    const copy = new Error(
      wipe(cause.message),
      inner === undefined || depth === 0 ? {} : { cause: wipeCause(inner, depth - 1) },
    );
    copy.name = wipe(cause.name);
    if (cause.stack !== undefined) copy.stack = wipe(cause.stack);
    const code = codeOf(cause);
    return typeof code === "string" ? Object.assign(copy, { code: wipe(code) }) : copy;
  }

  return {
    authorization: `ApiKey ${key}`,
    wipe,
    wipeCause: (cause) => wipeCause(cause),
  };
}
