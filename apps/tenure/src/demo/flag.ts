/** Whether a flag is on, also where it is kept as text. */
export function isOn(flag: unknown): boolean {
  return flag === true || (typeof flag === "string" && flag.toLowerCase() === "true");
}
