import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { env, execPath } from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { Client } from "pg";

/** A PostgreSQL server for tests. */
export interface TestServer {
  /** Leads to a database that is there from the start. */
  readonly connectionString: string;
  /** Makes an empty database and tells how to connect to it. */
  createDatabase(): Promise<string>;
  /** Brings it down on the spot, as a power cut would, and leaves it down. */
  crash(): Promise<void>;
  /** Stops it in good order: open connections are ended, everything is written out. */
  shutDown(): Promise<void>;
  start(): Promise<void>;
  /** Crashes it and starts it again. */
  restart(): Promise<void>;
  /** Freezes it: connections stay open and nothing answers, until it is resumed. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it and removes all it kept. */
  stop(): Promise<void>;
}

async function run(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function createDatabase(connectionString: string): Promise<string> {
  const name = `tenure_${randomUUID().replaceAll("-", "")}`;
  await run(connectionString, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  return url.href;
}

/** Whether the tests have a server of their own, which they may stop and start. */
export const ownsServer = env["DATABASE_URL"] === undefined;

/** The server of `DATABASE_URL`: it is shared, so it is never stopped, and what was made is dropped. */
function givenServer(connectionString: string): TestServer {
  const made: string[] = [];
  const refuse = async (): Promise<void> => {
    throw new Error("The server of DATABASE_URL is not ours to stop.");
  };
  return {
    connectionString,
    async createDatabase() {
      const created = await createDatabase(connectionString);
      made.push(new URL(created).pathname.slice(1));
      return created;
    },
    crash: refuse,
    shutDown: refuse,
    start: refuse,
    restart: refuse,
    pause: refuse,
    resume: refuse,
    async stop() {
      for (const name of made) {
        await run(connectionString, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }
    },
  };
}

/**
 * Starts a PostgreSQL server in a process of its own, which ends with this one however that dies; or
 * takes the one of `DATABASE_URL`. Settings are given as `name=value`.
 */
export async function startServer(settings: readonly string[] = []): Promise<TestServer> {
  const given = env["DATABASE_URL"];
  if (given !== undefined) return givenServer(given);
  const script = fileURLToPath(new URL("server-process.ts", import.meta.url));
  const owner = spawn(execPath, [script, ...settings], {
    stdio: ["pipe", "pipe", "inherit"],
    // Out of reach of the terminal's Ctrl-C: it ends when its input does, and cleans up.
    detached: true,
  });
  const answers = createInterface({ input: owner.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const { value, done } = await answers.next();
    if (done === true) throw new Error("The PostgreSQL server of the tests did not start.");
    return value;
  };
  const connectionString = await answer();
  const tell = async (command: string): Promise<void> => {
    owner.stdin.write(`${command}\n`);
    const said = await answer();
    if (said !== "done") throw new Error(`The server could not ${command}: ${said}`);
  };
  return {
    connectionString,
    createDatabase: () => createDatabase(connectionString),
    crash: () => tell("crash"),
    shutDown: () => tell("stop"),
    start: () => tell("start"),
    async restart() {
      await tell("crash");
      await tell("start");
    },
    pause: () => tell("pause"),
    resume: () => tell("resume"),
    async stop() {
      if (owner.exitCode !== null) return;
      const gone = once(owner, "exit");
      owner.stdin.end();
      await gone;
    },
  };
}
