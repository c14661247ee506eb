import { defaultTenant } from "@tenure/engine";

import { everyTenant } from "../http/caller.ts";
import { isLoopback } from "../http/same-site.ts";
import type { Token } from "../http/tokens.ts";
import { ConfigurationError } from "./configuration-error.ts";
import type { Configuration } from "./configuration-schema.ts";

const shortestSecret = 16;

type Environment = Readonly<Record<string, string | undefined>>;

function secretOf(index: number, name: string, variable: string, environment: Environment): string {
  const secret = environment[variable] ?? "";
  const where = `http.tokens[${index}] (${name})`;
  if (secret === "") {
    throw new ConfigurationError(
      `${where}: the environment variable ${variable} is not set. Set it to the token's secret.`,
    );
  }
  if (secret.length < shortestSecret || !/^[!-~]+$/u.test(secret)) {
    throw new ConfigurationError(
      `${where}: the secret in ${variable} is none. Use at least ${shortestSecret} characters, without spaces.`,
    );
  }
  return secret;
}

/** Sees to it that nothing listens beyond loopback without a token. */
function checkReach({ http: { host, tokens } }: Configuration): void {
  if (tokens.length > 0 || isLoopback(host)) return;
  throw new ConfigurationError(
    `http.host: without http.tokens the service only listens on loopback, and ${host} is not. ` +
      "Configure tokens, or listen on 127.0.0.1.",
  );
}

/**
 * The tokens of a configuration with their secrets, which only the environment holds.
 *
 * @throws ConfigurationError which names the token and the variable
 */
export function tokensFrom(
  configuration: Configuration,
  environment: Environment,
): readonly Token[] {
  checkReach(configuration);
  const { http, tenants } = configuration;
  const served = new Set([everyTenant, defaultTenant, ...tenants]);
  const names = new Map<string, string>();
  return http.tokens.map(({ name, variable, role, tenant }, index) => {
    if (!served.has(tenant)) {
      throw new ConfigurationError(
        `http.tokens[${index}].tenant: ${JSON.stringify(tenant)} is not served. Name it in tenants.`,
      );
    }
    const secret = secretOf(index, name, variable, environment);
    const other = names.get(secret);
    if (other !== undefined) {
      throw new ConfigurationError(
        `http.tokens[${index}] (${name}): its secret is that of ${other}. Give each token its own.`,
      );
    }
    names.set(secret, name);
    return { name, role, tenant, secret };
  });
}
