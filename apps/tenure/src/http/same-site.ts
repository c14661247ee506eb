import type { Context, MiddlewareHandler } from "hono";

import { HttpProblem } from "./problem.ts";

const readingMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
/** What a browser calls a request that no other site had a hand in. */
const ownSites: ReadonlySet<string> = new Set(["same-origin", "none"]);

/** The names a service on loopback goes by. */
const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

function hostOf(context: Context): string {
  return context.req.header("host") ?? new URL(context.req.url).host;
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d{1,5}$/u, "");
}

/**
 * Turns away calls under a name the service does not go by: a page that had its own name point here would
 * otherwise be of the same origin. Without names any will do.
 */
export function knownHost(names: readonly string[] | undefined): MiddlewareHandler {
  const known = new Set((names ?? []).map((name) => name.toLowerCase()));
  return async (context, next) => {
    const called = [hostOf(context), new URL(context.req.url).host];
    if (names !== undefined && !called.every((host) => known.has(nameOf(host)))) {
      throw new HttpProblem(
        403,
        "host_unknown",
        "The service does not go by the name it was called. Name it in http.hosts.",
      );
    }
    await next();
  };
}

/** The names a service answers to: those it was given and, on loopback, loopback's own. */
export function hostNames(host: string, given: readonly string[]): readonly string[] | undefined {
  if (isLoopback(host)) return [...loopbackNames, ...given];
  return given.length === 0 ? undefined : given;
}

/** Whether nobody but this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

/** Whether the host of a URL can only mean this machine. */
export function isLocalName(name: string): boolean {
  const host = name.replace(/^\[(?<inside>.*)\]$/u, "$<inside>").toLowerCase();
  return host.endsWith(".localhost") || isLoopback(host);
}

/**
 * Turns away sockets that a page opens, unless it is one of the service's own, of this machine, or of an
 * origin that is named: a browser asks nobody before it opens one.
 */
export function knownOrigin(named: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header("origin");
    const url = origin === undefined ? undefined : URL.parse(origin);
    const isKnown =
      origin === undefined ||
      named.includes(origin) ||
      (url?.protocol.startsWith("http") === true &&
        (url.host === hostOf(context) || isLocalName(url.hostname)));
    if (!isKnown) {
      throw new HttpProblem(
        403,
        "cross_site",
        "Pages of this origin may not connect. Name it in inspector.origins.",
      );
    }
    await next();
  };
}

function isForeign(context: Context): boolean {
  const site = context.req.header("sec-fetch-site");
  if (site !== undefined && !ownSites.has(site)) return true;
  const origin = context.req.header("origin");
  return origin !== undefined && URL.parse(origin)?.host !== hostOf(context);
}

/** Turns away changes that another site has a visitor's browser send. */
export const sameSite: MiddlewareHandler = async (context, next) => {
  if (!readingMethods.has(context.req.method) && isForeign(context)) {
    throw new HttpProblem(403, "cross_site", "A change is not taken from another site's page.");
  }
  await next();
};

/** Changes are in JSON, which no form can send. */
export const jsonOnly: MiddlewareHandler = async (context, next) => {
  const type = context.req.header("content-type") ?? "";
  if (!readingMethods.has(context.req.method) && !/^application\/json\s*(?:;|$)/iu.test(type)) {
    throw new HttpProblem(
      415,
      "content_type_unsupported",
      "A change is sent as JSON, with Content-Type: application/json.",
    );
  }
  await next();
};
