import { inspect } from "node:util";

/** A state of the vendor, kept as it is now. */
export type VendorState = readonly string[];

/** Whatever `observe()` gives, in lines of text that are the same for what is the same. */
export function vendorStateOf(observed: unknown): VendorState {
  const text = inspect(observed, {
    depth: Infinity,
    maxArrayLength: Infinity,
    maxStringLength: Infinity,
    breakLength: 1,
    compact: false,
    sorted: true,
  });
  return text.split("\n").map((line) => line.trim().replace(/,$/u, ""));
}

function without(lines: VendorState, others: VendorState): readonly string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

const shown = 6;

/** What differs between two states; undefined when nothing does. */
export function differenceOf(before: VendorState, after: VendorState): string | undefined {
  if (before.join("\n") === after.join("\n")) return undefined;
  const gone = without(before, after).map((line) => `- ${line}`);
  const come = without(after, before).map((line) => `+ ${line}`);
  const lines = [...gone, ...come];
  if (lines.length === 0) return "the order differs";
  const more = lines.length > shown ? ` and ${lines.length - shown} more lines` : "";
  return `${lines.slice(0, shown).join(", ")}${more}`;
}
