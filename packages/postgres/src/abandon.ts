import type { ClientBase } from "pg";

/** Lets the process end although the client's connection is open, because nobody answers on it. */
export function abandon(client: ClientBase): void {
  if ("unref" in client && typeof client.unref === "function") client.unref();
}
