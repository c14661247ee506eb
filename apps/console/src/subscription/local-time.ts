import { isoText } from "../service/clock.ts";

const minute = 60_000;

/** How far the reader's time zone is ahead of UTC at a moment, in milliseconds. */
function aheadAt(at: number): number {
  // oxlint-disable-next-line no-restricted-globals -- asks for the time zone, does not read the clock
  return -new Date(at).getTimezoneOffset() * minute;
}

/** A moment as an input of type `datetime-local` has it, in the reader's time zone. */
export const localText = (at: number): string => isoText(at + aheadAt(at)).slice(0, 16);

/** What such an input holds, as a moment in UTC with milliseconds; undefined when it holds none. */
export function momentAt(typed: string): string | undefined {
  // oxlint-disable-next-line no-restricted-globals -- reads what is typed, not the clock
  const at = Date.parse(typed);
  return typed === "" || Number.isNaN(at) ? undefined : isoText(at);
}
