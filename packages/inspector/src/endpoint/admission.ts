import { createHash, timingSafeEqual } from "node:crypto";

import { isLocalName, isLoopback } from "../local-name.ts";
import type { InspectorEndpointOptions } from "./endpoint-options.ts";

/** What is known of who wants to connect. */
export interface Arrival {
  /** Path and query, as the request has them. */
  readonly url: string | undefined;
  readonly remoteAddress: string | undefined;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly authorization: string | undefined;
}

export type Admission =
  | { readonly type: "admitted" }
  | { readonly type: "refused"; readonly status: 401 | 403; readonly reason: string };

type Rules = Pick<InspectorEndpointOptions, "token" | "isRemoteAllowed" | "hosts" | "origins">;

const refused = (status: 401 | 403, reason: string): Admission => ({
  type: "refused",
  status,
  reason,
});

/** Only a base to read a path against; nothing goes there. */
const anywhere = "http://localhost";

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** The path of a request, without its query; undefined when it is none. */
export const pathOf = (url: string | undefined): string | undefined =>
  url?.startsWith("/") === true ? parsed(`${anywhere}${url}`)?.pathname : undefined;

/**
 * A page of elsewhere may name a host that leads to this machine. Then the request says so in `Host`.
 */
function isHostKnown(host: string | undefined, hosts: readonly string[]): boolean {
  const name = host === undefined ? undefined : parsed(`http://${host}`)?.hostname;
  return name !== undefined && (isLocalName(name) || hosts.includes(name));
}

function isOriginKnown(origin: string | undefined, origins: readonly string[]): boolean {
  // Only pages say where they are from; programs on this machine do not.
  if (origin === undefined || origins.includes(origin)) return true;
  const url = parsed(origin);
  return url !== undefined && /^https?:$/.test(url.protocol) && isLocalName(url.hostname);
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

function isTokenShown(token: string, { url, authorization }: Arrival): boolean {
  const inQuery = parsed(`${anywhere}${url ?? ""}`)?.searchParams.get("token") ?? "";
  const inHeader = /^Bearer (?<token>.+)$/i.exec(authorization ?? "")?.groups?.["token"] ?? "";
  return [inQuery, inHeader].some((shown) => timingSafeEqual(digest(shown), digest(token)));
}

/** Whether this one may connect: from this machine, by a name of it, from a page of it, with the token. */
export function admit(arrival: Arrival, rules: Rules): Admission {
  const { token, isRemoteAllowed = false, hosts = [], origins = [] } = rules;
  const { remoteAddress, host, origin } = arrival;
  if (!isRemoteAllowed && (remoteAddress === undefined || !isLoopback(remoteAddress))) {
    return refused(403, "Only this machine may connect.");
  }
  if (!isHostKnown(host, hosts)) return refused(403, "The host is not one of this server's names.");
  if (!isOriginKnown(origin, origins)) return refused(403, "Pages of this origin may not connect.");
  if (token !== undefined && !isTokenShown(token, arrival)) {
    return refused(401, "The token is missing or wrong.");
  }
  return { type: "admitted" };
}
