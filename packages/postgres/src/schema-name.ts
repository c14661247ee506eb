import { TenureError } from "@tenure/engine";

const allowed = /^(?!pg_)[a-z_][a-z0-9_]{0,47}$/u;

/**
 * Checks a schema's name and quotes it for SQL.
 *
 * @throws TenureError `options_invalid`
 */
export function quotedSchema(name: string): string {
  if (allowed.test(name)) return `"${name}"`;
  throw new TenureError(
    "options_invalid",
    `${JSON.stringify(name.slice(0, 63))} is no schema for a store. Use up to 48 lower-case letters, ` +
      "digits and underscores, not starting with a digit or pg_.",
  );
}
