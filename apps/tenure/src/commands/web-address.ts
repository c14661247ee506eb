import { InvalidArgumentError } from "commander";

/** Reads a command line value as an address on the web. Credentials do not belong there. */
export function webAddress(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new InvalidArgumentError("Expected an address that begins with http:// or https://.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new InvalidArgumentError("Expected an address without credentials.");
  }
  return text;
}
