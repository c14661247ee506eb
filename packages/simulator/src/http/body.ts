import { nestsDeeperThan } from "../json-reading.ts";
import { Refusal, unreadable } from "../refusal.ts";

/** Bodies longer than this many bytes are refused with 413. */
export const BODY_LIMIT_BYTES = 5 * 1024 * 1024;

const DEPTH_LIMIT = 64;

/** The JSON a request carries; undefined when it carries nothing. */
export async function readJsonBody(request: Request): Promise<unknown> {
  const text = await readText(request);
  if (text.trim() === "") return undefined;
  const value = parseJson(text);
  if (nestsDeeperThan(value, DEPTH_LIMIT)) throw unreadable("JSON is nested too deeply.");
  return value;
}

export function bodyTooLarge(): Refusal {
  return new Refusal(413, "SIM_413", ["Request body is larger than 5 MiB."]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable("JSON parse error.");
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_LIMIT_BYTES) throw bodyTooLarge();
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > BODY_LIMIT_BYTES) throw bodyTooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
