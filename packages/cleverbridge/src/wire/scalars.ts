/** Text; a whole number that was read exactly is read as its text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return typeof value === "string" ? value : undefined;
}

/** A whole number of 0 or more, also sent as text. */
export function countOf(value: unknown): number | undefined {
  if (typeof value === "string") {
    return /^\d{1,15}$/u.test(value.trim()) ? Number(value) : undefined;
  }
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** A whole number of 1 or more, also sent as text. */
export function positiveOf(value: unknown): number | undefined {
  const count = countOf(value);
  return count === 0 ? undefined : count;
}

/** A decimal number, also sent as text. */
export function decimalOf(value: unknown): number | undefined {
  if (typeof value === "string") {
    return /^-?\d{1,15}(?:\.\d{1,15})?$/u.test(value.trim()) ? Number(value) : undefined;
  }
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** True or false, also sent as text. */
export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const text = value.trim().toLowerCase();
  if (text === "true") return true;
  return text === "false" ? false : undefined;
}
