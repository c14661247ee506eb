/** The configuration, or what it takes from the environment, is wrong. The message names the key. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}
