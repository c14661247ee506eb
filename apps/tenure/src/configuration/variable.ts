import { ConfigurationError } from "./configuration-error.ts";

/**
 * What an environment variable holds. For credentials and addresses, which do not belong in a file.
 *
 * @throws ConfigurationError when it is not set, or empty
 */
export function variable(name: string): string {
  const value = process.env[name] ?? "";
  if (value !== "") return value;
  throw new ConfigurationError(
    `The environment variable ${name} is not set. Set it and start again.`,
  );
}
