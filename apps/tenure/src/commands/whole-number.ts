import { InvalidArgumentError } from "commander";

/** Reads a command line value as a whole number from 0 up. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError("Expected a whole number.");
}
