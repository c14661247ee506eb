import { compactVerify } from "jose";
import { z } from "zod";

const claimsSchema = z.looseObject({
  exp: z.number().optional(),
  nbf: z.number().optional(),
});
const leewaySeconds = 30;

/** The bearer token of a request; the platform's clients name the header in two ways. */
export function bearerOf(headers: Headers): string | undefined {
  const header = headers.get("authorization") ?? headers.get("authentication") ?? "";
  return /^Bearer\s+(\S+)\s*$/iu.exec(header)?.[1];
}

function claimsOf(payload: Uint8Array): z.infer<typeof claimsSchema> | undefined {
  try {
    return claimsSchema.safeParse(JSON.parse(new TextDecoder().decode(payload))).data;
  } catch {
    return undefined;
  }
}

async function isSignedBy(token: string, secret: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    // The algorithm is fixed: what the token's own header asks for does not count.
    return (await compactVerify(token, secret, { algorithms: ["HS256"] })).payload;
  } catch {
    return undefined;
  }
}

/**
 * Whether the token is a JWT signed with one of the secrets by HMAC SHA-256, and valid at `now`
 * (milliseconds since the epoch). `exp` and `nbf` are heeded where present, give or take 30 seconds.
 */
export async function isValidToken(
  token: string,
  secrets: readonly Uint8Array[],
  now: number,
): Promise<boolean> {
  const payloads = await Promise.all(secrets.map((secret) => isSignedBy(token, secret)));
  const payload = payloads.find((found) => found !== undefined);
  const claims = payload === undefined ? undefined : claimsOf(payload);
  if (claims === undefined) return false;
  const seconds = now / 1000;
  if (claims.exp !== undefined && claims.exp + leewaySeconds <= seconds) return false;
  return claims.nbf === undefined || claims.nbf - leewaySeconds <= seconds;
}
