import { createHash } from "node:crypto";

import { sheetRows, type SheetRow } from "./sheet-rows.ts";

/** As much of an uploaded file as is kept. */
interface UploadedFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  /** The rows of its first sheet; null when it is no spreadsheet. */
  readonly rows: readonly SheetRow[] | null;
}

/** Uploads longer than this many bytes are passed on as they are, to be refused. */
const LARGEST_UPLOAD_BYTES = 5 * 1024 * 1024;

/**
 * A call that uploads files (`multipart/form-data`) as a call with JSON: the form's fields as text, files by what is
 * kept of them. Every other call, and one whose form cannot be read, stays as it is.
 */
export async function withReadUploads(request: Request): Promise<Request> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/iu.test(type)) return request;
  const bytes = new Uint8Array(await request.arrayBuffer());
  const again = (body: Uint8Array<ArrayBuffer> | string, headers: Headers) =>
    new Request(request.url, { method: request.method, headers, body });
  if (bytes.byteLength > LARGEST_UPLOAD_BYTES) return again(bytes, request.headers);
  try {
    const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
    const fields = await Promise.all(
      [...form].map(async ([name, value]) => [name, await readField(value)]),
    );
    const headers = new Headers(request.headers);
    headers.set("content-type", "application/json");
    headers.delete("content-length");
    return again(JSON.stringify(Object.fromEntries(fields)), headers);
  } catch {
    // What is no form is no JSON either, and refused as such.
    return again(bytes, request.headers);
  }
}

async function readField(value: File | string): Promise<UploadedFile | string> {
  if (typeof value === "string") return value;
  const bytes = new Uint8Array(await value.arrayBuffer());
  return {
    name: value.name,
    size: bytes.byteLength,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    rows: sheetRows(bytes) ?? null,
  };
}
