import { createHmac, generateKeyPairSync } from "node:crypto";

import { type JWTPayload, SignJWT } from "jose";

export const secret = "a-secret-of-the-webhook";
/** In seconds. */
export const now = Date.UTC(2026, 1, 3) / 1000;
export const clock = { now: () => now * 1000, sleep: () => Promise.resolve() };

const key = (text: string) => new TextEncoder().encode(text);

/** A token as the platform makes it. */
export const signed = (claims: JWTPayload = {}, by = secret, header: object = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg: "HS256", ...header }).sign(key(by));

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const hmac = (text: string, by = secret) =>
  createHmac("sha256", by).update(text).digest("base64url");

/** A token of any header and any payload, signed by HMAC whatever the header says. */
function forged(header: object, payload: unknown, by = secret): string {
  const text = `${encoded(header)}.${encoded(payload)}`;
  return `${text}.${hmac(text, by)}`;
}

async function signedByRsa(): Promise<string> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return new SignJWT({}).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
}

async function withOtherClaims(): Promise<string> {
  const [header, , signature] = (await signed({ exp: now - 3600 })).split(".");
  return `${header}.${encoded({ exp: now + 3600 })}.${signature}`;
}

/** Tokens that must not be accepted, each by what is wrong with it. */
export const attacks: readonly (readonly [string, () => string | Promise<string>])[] = [
  ["unsigned", () => `${encoded({ alg: "none" })}.${encoded({})}.`],
  ["unsigned, in other letters", () => `${encoded({ alg: "nOnE" })}.${encoded({})}.`],
  ["said to be unsigned, and signed", () => forged({ alg: "none" }, {})],
  ["without a signature", async () => (await signed()).replace(/[^.]+$/u, "")],
  ["signed with another secret", () => signed({}, "another-secret")],
  ["signed with an empty secret", () => forged({ alg: "HS256" }, {}, "")],
  ["signed with HMAC SHA-512", () => signed({}, secret, { alg: "HS512" })],
  ["signed with RSA", signedByRsa],
  ["signed with HMAC under the name of RSA", () => forged({ alg: "RS256" }, {})],
  ["without an algorithm", () => forged({ typ: "JWT" }, {})],
  [
    "signed with a key it brings along",
    () => forged({ alg: "HS256", jwk: { kty: "oct", k: encoded("mine") } }, {}, encoded("mine")),
  ],
  ["demanding an extension", () => forged({ alg: "HS256", crit: ["x"], x: 1 }, {})],
  ["signed for other claims", withOtherClaims],
  ["expired", () => signed({ exp: now - 3600 })],
  ["not valid yet", () => signed({ nbf: now + 3600 })],
  ["issued in the far future", () => signed({ iat: now + 1e9, exp: now + 2e9 })],
  ["of an expiry that is no number", () => forged({ alg: "HS256" }, { exp: "later" })],
  ["of claims that are a list", () => forged({ alg: "HS256" }, [])],
  ["of claims that are null", () => forged({ alg: "HS256" }, null)],
  ["cut short", async () => (await signed()).slice(0, -4)],
  ["followed by something", async () => `${await signed()}.${encoded({})}`],
  ["very long", () => forged({ alg: "HS256" }, { pad: "x".repeat(20_000) })],
  ["no token at all", () => "hello"],
];

/** Node wants to be told that a streamed body is sent before the answer is read. */
export const streamed = (body: ReadableStream) => ({ body, duplex: "half" as const });

/** A call as the platform makes it, with what a test wants to be different. */
export async function callOf({
  token,
  header = "authorization",
  scheme = "Bearer",
  headers = {},
  ...init
}: Omit<RequestInit, "headers"> & {
  readonly token?: string;
  readonly header?: string;
  readonly scheme?: string;
  readonly headers?: Readonly<Record<string, string>>;
} = {}): Promise<Request> {
  return new Request("https://vendor.example.com/connect", {
    method: "POST",
    headers: { [header]: `${scheme} ${token ?? (await signed())}`, ...headers },
    ...init,
  });
}
