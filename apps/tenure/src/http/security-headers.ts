import type { MiddlewareHandler } from "hono";

/** Directives of the policy that are the same for every answer. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const headers = {
  "content-security-policy": `${policy}; frame-ancestors 'none'`,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};

/** The page that `createBrowserInspector` opens, or holds in a frame, and speaks to. */
const inspectorWindow = "/inspector/window";

/** Pages of this machine. */
const localPages = ["http", "https"].flatMap((scheme) =>
  ["localhost", "*.localhost", "127.0.0.1"].map((host) => `${scheme}://${host}:*`),
);

/**
 * What a browser is told to forbid, whatever is answered. Answers are kept nowhere unless they say so. Pages
 * of this machine, and of the origins, may open and frame the inspector's own page, and no other; undefined:
 * not that one either.
 */
export function securityHeaders(origins: readonly string[] | undefined): MiddlewareHandler {
  const holders = ["'self'", ...localPages, ...(origins ?? [])].join(" ");
  return async (context, next) => {
    await next();
    const given = context.res.headers;
    for (const [name, value] of Object.entries(headers)) given.set(name, value);
    if (!given.has("cache-control")) given.set("cache-control", "no-store");
    if (origins === undefined || context.req.path !== inspectorWindow) return;
    given.set("content-security-policy", `${policy}; frame-ancestors ${holders}`);
    given.set("cross-origin-opener-policy", "unsafe-none");
    given.delete("x-frame-options");
  };
}
