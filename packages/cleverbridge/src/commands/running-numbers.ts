import { commandRefused, type CommandRefused } from "./command-result.ts";

/** Running numbers of items, as the platform gives them; also as text, as the record keeps them. */
export type RunningNumbers = readonly (number | string)[];

/** The running numbers as the record keeps them, or why they are none. */
export function readRunningNumbers(
  items: RunningNumbers,
): { readonly ids: readonly string[] } | { readonly refused: CommandRefused } {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- commands come from untyped code, too
  const ids = Array.isArray(items) ? items.map((item) => String(item).trim()) : [];
  const isEach = ids.every((id) => /^[1-9]\d{0,8}$/u.test(id));
  if (ids.length > 0 && isEach && new Set(ids).size === ids.length) return { ids };
  return {
    refused: commandRefused(
      "command_invalid",
      "items: expected at least one running number, each once, whole numbers from 1 up.",
    ),
  };
}
