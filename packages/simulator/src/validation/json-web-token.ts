import { createHmac } from "node:crypto";

/** How long a token of the platform is good for. */
const LIFETIME_SECONDS = 300;

/** A JWT signed with HS256 that says when it was issued (`iat`) and when it expires (`exp`), in seconds. */
export function signedToken(secret: string, nowMs: number): string {
  const iat = Math.floor(nowMs / 1000);
  const content = [
    { alg: "HS256", typ: "JWT" },
    { iat, exp: iat + LIFETIME_SECONDS },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}
