import { spawn } from "node:child_process";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** What the tests made of a copy. */
export type Outcome = "passed" | "failed" | "ran out of time";

const copied = ["package.json", "src", "test"];
const links = ["node_modules"];

/** A copy of the package outside the repository, to break and to test. */
export class PackageCopy {
  readonly folder: string;
  readonly #repository: string;

  private constructor(repository: string, folder: string) {
    this.#repository = repository;
    this.folder = folder;
  }

  /** Copies the package's sources and tests, with the repository's dependencies linked. */
  static async make(
    repository: string,
    name: string,
    root: string,
    without: readonly string[],
  ): Promise<PackageCopy> {
    const from = join(repository, "packages", name);
    const folder = join(root, "packages", name);
    const leftOut = (path: string): boolean =>
      path.startsWith("test") && without.some((word) => path.includes(word));
    await mkdir(folder, { recursive: true });
    await Promise.all([
      ...copied.map((part) =>
        cp(join(from, part), join(folder, part), {
          recursive: true,
          filter: (path) => !leftOut(relative(from, path)),
        }),
      ),
      ...links.map((part) => symlink(join(from, part), join(folder, part))),
      ...links.map((part) => symlink(join(repository, part), join(root, part))),
    ]);
    return new PackageCopy(repository, folder);
  }

  /** Runs the task while the file has other text, and puts the old one back. */
  async with<Result>(
    file: string,
    change: (text: string) => string,
    task: () => Promise<Result>,
  ): Promise<Result> {
    const path = join(this.folder, file);
    const text = await readFile(path, "utf8");
    await writeFile(path, change(text));
    try {
      return await task();
    } finally {
      await writeFile(path, text);
    }
  }

  /** Runs the copy's unit tests until the first one fails. */
  test(milliseconds: number, print = false): Promise<Outcome> {
    const vitest = join(this.#repository, "node_modules/vitest/vitest.mjs");
    const config = fileURLToPath(import.meta.resolve("./copy.config.ts"));
    const child = spawn(
      process.execPath,
      [vitest, "run", "--root", this.folder, "--config", config, "--bail", "1"],
      {
        cwd: this.folder,
        stdio: print ? "inherit" : "ignore",
        timeout: milliseconds,
        killSignal: "SIGKILL",
      },
    );
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) => {
        if (signal !== null) resolve("ran out of time");
        else resolve(code === 0 ? "passed" : "failed");
      });
    });
  }
}
