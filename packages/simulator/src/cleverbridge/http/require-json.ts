import { malformed } from "../result-refusal.ts";

/** Refuses what the platform would take as XML, which is not simulated. */
export function requireJson({ headers }: Request, isReading: boolean): void {
  const accept = headers.get("accept");
  if (accept !== null && !takesJson(accept)) {
    throw malformed("Accept must allow application/json; XML is not simulated.");
  }
  const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (!isReading && type !== "application/json") {
    throw malformed("Content-Type must be application/json; XML is not simulated.");
  }
}

function takesJson(accept: string): boolean {
  return accept
    .split(",")
    .map((part) => part.split(";")[0]?.trim().toLowerCase())
    .some((type) => type === "application/json" || type === "application/*" || type === "*/*");
}
