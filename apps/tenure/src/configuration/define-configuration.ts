import type { z } from "zod";

import { ConfigurationError } from "./configuration-error.ts";
import {
  configurationSchema,
  type Configuration,
  type ConfigurationInput,
} from "./configuration-schema.ts";

type Issue = z.core.$ZodIssue;

function pathOf({ path }: Pick<Issue, "path">): string {
  return path
    .map((part, index) =>
      typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`,
    )
    .join("");
}

function problemOf(issue: Issue): string {
  const path = pathOf(issue);
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => (path === "" ? key : `${path}.${key}`));
    return `${keys.join(", ")}: there is no such key`;
  }
  return `${path === "" ? "(the whole)" : path}: ${issue.message}`;
}

/**
 * Checks a configuration and fills in its defaults.
 *
 * @throws ConfigurationError which names every key that is wrong
 */
export function checkConfiguration(given: unknown): Configuration {
  const checked = configurationSchema.safeParse(given);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map((issue) => `  ${problemOf(issue)}`);
  throw new ConfigurationError(`The configuration is wrong:\n${problems.join("\n")}`, {
    cause: checked.error,
  });
}

/**
 * What `tenure.config.ts` gives as its default export. Checked when the file is read; returned as it is.
 *
 * @throws ConfigurationError which names every key that is wrong
 */
export function defineConfiguration(configuration: ConfigurationInput): ConfigurationInput {
  checkConfiguration(configuration);
  return configuration;
}
