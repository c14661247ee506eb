import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { TenureError } from "@tenure/engine";

import { ConfigurationError } from "./configuration-error.ts";
import type { Configuration } from "./configuration-schema.ts";
import { checkConfiguration } from "./define-configuration.ts";

export const usualFile = "tenure.config.ts";

/** What a failure while the file was run says; our own errors say enough themselves. */
function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof TenureError) return error.message;
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return String(error);
}

/**
 * Runs a configuration file and gives what it exports by default, checked.
 *
 * @throws ConfigurationError when there is no such file, it fails, or what it exports is wrong
 */
export async function loadConfiguration(file: string): Promise<Configuration> {
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new ConfigurationError(
      `There is no configuration file ${path}. Write one, or name another with --config.`,
    );
  }
  let loaded: Readonly<Record<string, unknown>>;
  try {
    loaded = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new ConfigurationError(`${path}: ${reasonOf(error)}`, { cause: error });
  }
  if (loaded["default"] === undefined) {
    throw new ConfigurationError(
      `${path} has no default export. Write: export default defineConfiguration({ ... });`,
    );
  }
  try {
    return checkConfiguration(loaded["default"]);
  } catch (error) {
    throw new ConfigurationError(`${path}: ${reasonOf(error)}`, { cause: error });
  }
}
