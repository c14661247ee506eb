import { isoText } from "../service/clock.ts";
import { durationText, roughDurationText } from "./duration.ts";
import { useFromNow } from "./use-now.ts";

const whole = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** A moment in the reader's own time zone: "1 Jan 2026, 12:00:00". */
const momentText = (at: number): string => whole.format(at);

function distanceText(at: number, now: number): string {
  const past = now - at;
  if (past < 0) {
    const ahead = roughDurationText(-past);
    return ahead === "now" ? "now" : `in ${ahead}`;
  }
  const text = roughDurationText(past);
  return text === "now" ? "just now" : `${text} ago`;
}

/** How long ago something was, or is to be; the exact time is its title. */
export function Moment({ at }: { readonly at: number }) {
  const text = useFromNow((now) => distanceText(at, now));
  const exact = isoText(at);
  return (
    <time dateTime={exact} title={`${momentText(at)} (${exact})`}>
      {text}
    </time>
  );
}

/** How long something has lasted: since a moment, in milliseconds since the epoch. */
export function Since({ at }: { readonly at: number }) {
  const text = useFromNow((now) => durationText(Math.max(0, now - at)));
  const exact = isoText(at);
  return (
    <time dateTime={exact} title={`since ${momentText(at)} (${exact})`}>
      {text}
    </time>
  );
}
