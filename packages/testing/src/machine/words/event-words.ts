import type { SubscriptionEventInput } from "@tenure/machine";

/** An event's type, and what tells it from others of its type. Total: also over what is no event. */
export function eventWords(event: SubscriptionEventInput): string {
  const { type, ...rest } = event;
  const told = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      typeof value === "string" ? value : `${name} ${JSON.stringify(value)}`,
    );
  return [type, ...told].join(" ");
}
