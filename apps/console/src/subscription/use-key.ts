import { useLocationProperty } from "wouter/use-browser-location";

/**
 * The key in the address. The router's own reading of a path leaves a slash within a segment encoded, and
 * cannot tell it from one that is part of the key.
 */
export function useKey(): string {
  const segment = useLocationProperty(() => location.pathname.split("/").at(-1) ?? "");
  try {
    return decodeURIComponent(segment);
  } catch {
    // It was typed by hand, and is no key of anything: to be told as it is.
    return segment;
  }
}
