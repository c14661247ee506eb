// Compiles and packs the packages, and serves them on loopback until Ctrl-C, for projects outside of the workspace.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { servePackages } from "./package-registry.ts";
import { packPackages } from "./packed-packages.ts";

const { values } = parseArgs({ options: { port: { type: "string", default: "4873" } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  throw new RangeError(`--port takes a number from 0 to 65535, and not ${values.port}.`);
}
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), "tenure-packages-"));
print("Compiling and packing …");
const registry = await packPackages(folder)
  .then((packages) => servePackages(packages, port))
  // What is served is in memory from here on.
  .finally(() => rmSync(folder, { recursive: true, force: true }));
print(
  `The packages are at ${registry.url} until Ctrl-C. A project finds them by this line in its .npmrc:`,
);
print(`@tenure:registry=${registry.url}`);

process.once("SIGINT", () => void registry.close());
process.once("SIGTERM", () => void registry.close());
