import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

import type { Handler } from "hono";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** The files of a folder by their paths in a URL; undefined when there is no such folder. */
function filesIn(folder: string): ReadonlyMap<string, string> | undefined {
  try {
    const found = readdirSync(folder, { recursive: true, withFileTypes: true });
    return new Map(
      found
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => [`/${relative(folder, file).split(sep).join("/")}`, file]),
    );
  } catch {
    return undefined;
  }
}

/**
 * Gives the files of a folder, as it was when the service began, and for every other path its `index.html`,
 * which finds its own way. Undefined when the folder holds none.
 */
export function staticFiles(folder: string): Handler | undefined {
  const files = filesIn(folder);
  const index = files?.get("/index.html");
  if (files === undefined || index === undefined) return undefined;
  return (context) => {
    const { path } = context.req;
    const found = files.get(path);
    if (found === undefined && extname(path) !== "") return context.notFound();
    const file = found ?? index;
    const type = types[extname(file)] ?? "application/octet-stream";
    // The builder puts a digest of the content into these names.
    const forever = path.startsWith("/assets/") && found !== undefined;
    return context.body(readFileSync(file), 200, {
      "content-type": type,
      "cache-control": forever ? "public, max-age=31536000, immutable" : "no-cache",
    });
  };
}
