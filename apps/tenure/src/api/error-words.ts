import { redact, redactedMarker } from "@tenure/engine";
import { ownTexts } from "@tenure/machine";

/** An error as anybody may see it: in our own words where it has them, else its code. */
export function errorWords({ code, message }: { code: string; message: string }): string {
  if (ownTexts.has(message)) return message;
  return `${String(redact({ code })["code"])}: ${redactedMarker}`;
}
