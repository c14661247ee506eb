import { useSyncExternalStore } from "react";

const place = "tenure.token";

export interface Access {
  /** What is sent with every request; null: none is. */
  readonly token: string | null;
  /** The service wants a token, or another one. */
  readonly isRefused: boolean;
}

function kept(): string | null {
  try {
    return sessionStorage.getItem(place);
  } catch {
    return null;
  }
}

function keep(token: string | null): void {
  try {
    if (token === null) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, token);
  } catch {
    // It is kept for as long as the page is open, then.
  }
}

let access: Access = { token: kept(), isRefused: false };
const listeners = new Set<() => void>();

function change(to: Access): void {
  access = to;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentToken = (): string | null => access.token;

/** Takes a token for this tab; it is forgotten when the tab is closed. */
export function giveToken(token: string): void {
  keep(token);
  change({ token, isRefused: false });
}

/** Forgets the token, and asks for one. */
export function forgetToken(): void {
  keep(null);
  change({ token: null, isRefused: true });
}

/** Says that the service refused this token. One that was given meanwhile stands. */
export function refuseToken(token: string | null): void {
  if (token === access.token && !access.isRefused) change({ token, isRefused: true });
}

/** The token, and whether another is wanted. */
export const useAccess = (): Access => useSyncExternalStore(subscribe, () => access);
