import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { promisify } from "node:util";

import type { PackedPackage } from "./packed-packages.ts";

const run = promisify(execFile);

export interface PackageRegistry {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Release {
  readonly name: string;
  readonly manifest: { readonly version: string };
  readonly fileName: string;
  readonly archive: Buffer;
}

async function releaseOf({ name, filename }: PackedPackage): Promise<Release> {
  const { stdout } = await run("tar", ["-xzOf", filename, "package/package.json"]);
  const manifest = JSON.parse(stdout) as Release["manifest"];
  return { name, manifest, fileName: basename(filename), archive: await readFile(filename) };
}

/** What npm asks a registry for before it installs a package: its versions, and where each is. */
function packument({ name, manifest, fileName, archive }: Release, url: string): object {
  const integrity = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
  const dist = { tarball: `${url}/archives/${fileName}`, integrity };
  const { version } = manifest;
  return {
    name,
    "dist-tags": { latest: version },
    versions: { [version]: { ...manifest, dist } },
  };
}

/**
 * Serves packed packages on loopback as npm's registry would, under their own names, for projects whose `.npmrc` sends
 * their scope here. It has nothing else: all other packages come from where they do otherwise.
 */
export async function servePackages(
  packages: readonly PackedPackage[],
  port: number,
): Promise<PackageRegistry> {
  const releases = await Promise.all(packages.map(releaseOf));
  let url = "";
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    const asked = releases.find(({ name }) => path === `/${name}`);
    const fetched = releases.find(({ fileName }) => path === `/archives/${fileName}`);
    // The version stays the same while its content changes: nobody may keep what was served before.
    response.setHeader("cache-control", "no-store");
    if (asked !== undefined) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(packument(asked, url)));
    } else if (fetched === undefined) {
      response.writeHead(404).end();
    } else {
      response.end(fetched.archive);
    }
  });
  await new Promise<void>((resolve, reject) => {
    const refuse = (cause: Error): void =>
      reject(new Error(`Port ${port} cannot be listened on: name another by --port.`, { cause }));
    server.once("error", refuse);
    server.listen(port, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close };
}
