import { compactVerify } from "jose";
import { z } from "zod";

const claimsSchema = z.looseObject({
  exp: z.number().optional(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
  jti: z.string().optional(),
});

/** What a token says of itself, as far as it is looked at. Times are in seconds since the epoch. */
export type TokenClaims = z.infer<typeof claimsSchema>;

/** Nothing that is sent in a header is longer. */
const longestToken = 8192;

/**
 * The bearer tokens of a call. The platform's own documents name the header `Authorization`, one of its
 * clients reads `Authentication`; a gateway in between may use the first for itself.
 */
export function bearersOf(headers: Headers): readonly string[] {
  const tokens = ["authorization", "authentication"].flatMap((name) => {
    const token = /^Bearer[ \t]+(\S+)[ \t]*$/iu.exec(headers.get(name) ?? "")?.[1];
    return token === undefined || token.length > longestToken ? [] : [token];
  });
  return [...new Set(tokens)];
}

function claimsOf(payload: Uint8Array): TokenClaims | undefined {
  try {
    return claimsSchema.safeParse(JSON.parse(new TextDecoder().decode(payload))).data;
  } catch {
    return undefined;
  }
}

async function payloadOf(token: string, secret: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    // The algorithm is fixed: what the token's own header asks for does not count.
    return (await compactVerify(token, secret, { algorithms: ["HS256"] })).payload;
  } catch {
    return undefined;
  }
}

function isTimely({ exp, nbf, iat }: TokenClaims, now: number, skew: number): boolean {
  if (exp !== undefined && exp * 1000 + skew <= now) return false;
  return [nbf, iat].every((from) => from === undefined || from * 1000 - skew <= now);
}

/**
 * The claims of a JWT that is signed with one of the secrets by HMAC SHA-256 and valid at `now`; else
 * undefined. `exp`, `nbf` and `iat` are heeded where present, give or take `skew`. Times are in
 * milliseconds. Every secret is tried, and signatures are compared in constant time, so that how long it
 * takes tells nothing.
 */
export async function verifiedClaims(
  token: string,
  secrets: readonly Uint8Array[],
  { now, skew }: { readonly now: number; readonly skew: number },
): Promise<TokenClaims | undefined> {
  const payloads = await Promise.all(secrets.map((secret) => payloadOf(token, secret)));
  const payload = payloads.find((found) => found !== undefined);
  const claims = payload === undefined ? undefined : claimsOf(payload);
  return claims !== undefined && isTimely(claims, now, skew) ? claims : undefined;
}
