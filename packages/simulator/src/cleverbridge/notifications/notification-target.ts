import type { JsonObject } from "../../json-reading.ts";

/** Where notifications are posted. */
export interface NotificationTarget {
  readonly url: string;
  /** For Basic authentication; without one, none. */
  readonly username?: string;
  readonly password?: string;
  /** Only these types are sent. Default all. */
  readonly types?: readonly string[];
}

/** Whether someone is to be told of such a thing. */
export function isWanted(target: NotificationTarget | undefined, type: string): boolean {
  return target !== undefined && (target.types === undefined || target.types.includes(type));
}

/** Posts one notification. Gives the HTTP status of the answer, null when there was none. Never rejects. */
export type NotificationPost = (
  target: NotificationTarget,
  body: JsonObject,
) => Promise<number | null>;

/** Over HTTP, as JSON. */
export function notificationPost(send: typeof fetch, timeoutMs: number): NotificationPost {
  return async ({ url, username, password = "" }, body) => {
    const headers = new Headers({ "content-type": "application/json" });
    if (username !== undefined) {
      const credentials = Buffer.from(`${username}:${password}`).toString("base64");
      headers.set("authorization", `Basic ${credentials}`);
    }
    try {
      const response = await send(url, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  };
}
