import type { Request } from "express";
import { jwtVerify } from "jose";

/** The customer who is signed in: the subject of the token that your sign-in put into the cookie. */
export async function customerOf(request: Request, secret: Uint8Array): Promise<string> {
  const [, token = ""] = /(?:^|; *)session=([^;]+)/u.exec(request.get("cookie") ?? "") ?? [];
  const verified = await jwtVerify(token, secret, { algorithms: ["HS256"] }).catch(() => undefined);
  if (verified?.payload.sub) return verified.payload.sub;
  throw Object.assign(new Error("Sign in first."), { status: 401 });
}
