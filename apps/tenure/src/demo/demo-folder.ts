import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { soleUserOf } from "../sole-user.ts";

/** Where a demo keeps what has to outlive its process. */
export interface DemoFolder {
  readonly database: string;
  readonly platform: string;
  readonly cleverbridge: string;
  readonly vendor: string;
  readonly buyer: string;
  readonly customers: string;
  readonly expectations: string;
  readonly path: string;
  /** Removes the folder, unless the user named it. */
  release(): void;
}

/**
 * The folder the user named, created when it is missing; or else a temporary one. Throws when another
 * demo works in it.
 */
export function demoFolder(named: string | undefined): DemoFolder {
  if (named !== undefined) mkdirSync(named, { recursive: true });
  const path = named ?? mkdtempSync(join(tmpdir(), "tenure-demo-"));
  const use = soleUserOf(join(path, "demo"));
  return {
    path,
    database: join(path, "engine.db"),
    platform: join(path, "platform.jsonl"),
    cleverbridge: join(path, "cleverbridge.jsonl"),
    vendor: join(path, "vendor.jsonl"),
    buyer: join(path, "buyer.json"),
    customers: join(path, "customers.json"),
    expectations: join(path, "expectations.json"),
    release: () => {
      use.release();
      if (named === undefined) rmSync(path, { recursive: true, force: true });
    },
  };
}
