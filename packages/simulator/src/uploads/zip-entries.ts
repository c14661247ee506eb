import { inflateRawSync } from "node:zlib";

/** A spreadsheet unpacks to no more than this many bytes a file. */
const LARGEST_ENTRY_BYTES = 32 * 1024 * 1024;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** The text of the files in a ZIP archive whose names `wanted` takes; undefined when the bytes are no archive. */
export function zipEntries(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
): ReadonlyMap<string, string> | undefined {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readDirectory(archive, wanted);
  } catch {
    // Whatever is wrong with the bytes, they are not an archive that can be read.
    return undefined;
  }
}

function readDirectory(
  archive: Buffer,
  wanted: (name: string) => boolean,
): ReadonlyMap<string, string> | undefined {
  const end = endOf(archive);
  if (end === undefined) return undefined;
  const entries = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== ENTRY_SIGNATURE) return undefined;
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    if (wanted(name)) entries.set(name, contentAt(archive, at));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** Where the end record begins; a comment of up to 65 535 bytes may follow it. */
function endOf(archive: Buffer): number | undefined {
  const lowest = Math.max(0, archive.length - 22 - 65_535);
  for (let at = archive.length - 22; at >= lowest; at -= 1) {
    if (archive.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  return undefined;
}

/** The content of the entry whose directory record is at a place. */
function contentAt(archive: Buffer, at: number): string {
  const method = archive.readUInt16LE(at + 10);
  const size = archive.readUInt32LE(at + 20);
  const local = archive.readUInt32LE(at + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + size);
  if (method === STORED) return packed.toString("utf8");
  if (method !== DEFLATED) throw new RangeError("The entry is packed in an unknown way.");
  return inflateRawSync(packed, { maxOutputLength: LARGEST_ENTRY_BYTES }).toString("utf8");
}
