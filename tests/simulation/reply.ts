/** A call to the platform, read out of what `fetch` was given. */
export interface PlatformCall {
  readonly method: string;
  /** Below the API's base, with the query. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export const isRead = ({ method }: PlatformCall): boolean => method === "GET";
export const isList = (call: PlatformCall): boolean => isRead(call) && call.address.includes("?");
export const isCreation = ({ method, address }: PlatformCall): boolean =>
  method === "POST" && address === "/requests";

/** What the platform answered, read whole. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Where the simulated platform says it is. Nothing is ever sent there. */
export const origin = "http://platform.invalid";
export const basePath = "/public/v1";

/** What `fetch` was given, as far as the client of the adapter uses it. */
export function callOf(input: Parameters<typeof fetch>[0], init: RequestInit): PlatformCall {
  const url = input instanceof Request ? input.url : String(input);
  return {
    method: init.method ?? "GET",
    address: url.slice(origin.length + basePath.length),
    headers: Object.fromEntries(new Headers(init.headers)),
    body: typeof init.body === "string" ? init.body : undefined,
  };
}

export function responseOf({ status, headers, text }: Reply): Response {
  return new Response(status === 204 ? null : text, { status, headers });
}

export function jsonReply(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    text: JSON.stringify({ error_code: "SYS_001", errors: [`Simulated error ${status}.`] }),
  };
}
