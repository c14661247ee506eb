import { createHmac } from "node:crypto";

/** How long what the platform signs for a browser is good for. */
const LIFETIME_SECONDS = 300;

/** A JWT signed with HS256 over claims, with the time it was made (`iat`) and its end (`exp`) in seconds. */
export function signedClaims(secret: string, claims: object, nowSeconds: number): string {
  const content = [
    { alg: "HS256", typ: "JWT" },
    { ...claims, iat: nowSeconds, exp: nowSeconds + LIFETIME_SECONDS },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}
