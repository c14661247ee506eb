import { isIPv4, isIPv6 } from "node:net";

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, "");
  if (isIPv4(plain)) return plain.startsWith("127.");
  return isIPv6(plain) && plain === "::1";
}

/** Whether a name in a URL can only mean this machine. */
export function isLocalName(name: string): boolean {
  const host = name.replace(/^\[(?<inside>.*)\]$/, "$<inside>").toLowerCase();
  return host === "localhost" || host.endsWith(".localhost") || isLoopback(host);
}
