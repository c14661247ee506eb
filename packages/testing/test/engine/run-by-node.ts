import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";

/** Runs a test file by `node:test`, in a process of its own. */
export async function runByNode(
  file: string,
): Promise<{ readonly passed: boolean; readonly output: string }> {
  const args = ["--conditions=@tenure/source", "--test", "--test-reporter=tap", file];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: dirname(file) });
    return { passed: true, output: stdout };
  } catch (error) {
    return { passed: false, output: String((error as { readonly stdout: unknown }).stdout) };
  }
}

/** The program of the package's README that has this in it. */
export async function programWith(text: string): Promise<string> {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const programs = [...readme.matchAll(/```ts\n(?<code>.*?)```/gsu)];
  const code = programs.map(({ groups }) => groups?.["code"]).find((one) => one?.includes(text));
  if (code === undefined) throw new Error(`no program of the README has ${text} in it`);
  return code;
}
