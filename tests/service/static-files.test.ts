import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Hono } from "hono";
import { describe, expect, onTestFinished, test } from "vitest";

import { staticFiles } from "../../apps/tenure/src/http/static-files.ts";

/** A built console beside a file that is nobody's business. */
function built() {
  const folder = mkdtempSync(join(tmpdir(), "tenure-console-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dist = join(folder, "dist");
  mkdirSync(join(dist, "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "nobody's business");
  writeFileSync(join(dist, "index.html"), "<!doctype html><title>console</title>");
  writeFileSync(join(dist, "assets", "index-1a2b.js"), "export {};");
  writeFileSync(join(dist, "favicon.svg"), "<svg/>");
  symlinkSync(join(folder, "secret.txt"), join(dist, "link.txt"));
  const files = staticFiles(dist);
  if (files === undefined) throw new TypeError("The console is built.");
  const app = new Hono().get("*", files);
  return { folder, get: async (path: string) => app.request(path) };
}

describe("the console's files", () => {
  test("are given with their types, those whose names change with their content for ever", async () => {
    const { get } = built();
    const told = async (path: string) => {
      const { status, headers } = await get(path);
      return [status, headers.get("content-type"), headers.get("cache-control")];
    };
    expect(await told("/assets/index-1a2b.js")).toEqual([
      200,
      "text/javascript; charset=utf-8",
      "public, max-age=31536000, immutable",
    ]);
    expect(await told("/favicon.svg")).toEqual([200, "image/svg+xml", "no-cache"]);
    expect(await told("/")).toEqual([200, "text/html; charset=utf-8", "no-cache"]);
  });

  test("hold one page for every place within the console", async () => {
    const { get } = built();
    for (const path of ["/", "/subscriptions", "/subscriptions/acme%3AAS-1/history"]) {
      expect(await (await get(path)).text()).toContain("<title>console</title>");
    }
    expect((await get("/assets/index-9z9z.js")).status).toBe(404);
  });

  test("lead nowhere outside of their folder", async () => {
    const { get } = built();
    for (const path of [
      "/../secret.txt",
      "/..%2fsecret.txt",
      "/%2e%2e/secret.txt",
      "/assets/../../secret.txt",
      "/assets/..%5c..%5csecret.txt",
      "//secret.txt",
      "/link.txt",
      "/secret.txt%00.html",
    ]) {
      expect(await (await get(path)).text(), path).not.toContain("nobody's business");
    }
  });

  test("are not there when the console is not built", () => {
    expect(staticFiles("/nowhere/at/all")).toBeUndefined();
    const empty = mkdtempSync(join(tmpdir(), "tenure-console-"));
    onTestFinished(() => rmSync(empty, { recursive: true, force: true }));
    expect(staticFiles(empty)).toBeUndefined();
  });
});
