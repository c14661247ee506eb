import type { RequestWaiting, WaitingParty } from "@tenure/engine";

import { momentOf } from "../demo/moment.ts";
import { duration } from "../duration.ts";
import { type Column, table } from "../output/table.ts";
import { word } from "../output/text.ts";
import { parties, type PartyTotal, type WaitingView } from "./waiting-view.ts";

const number = new Intl.NumberFormat("en-US");

/** A moment to the minute, in UTC. */
const minuteOf = (moment: string): string => `${moment.slice(0, 16).replace("T", " ")}Z`;

const columns: readonly Column<RequestWaiting>[] = [
  { heading: "subscription", cell: ({ key }) => key },
  { heading: "request", cell: ({ requestId }) => requestId },
  { heading: "type", cell: ({ type }) => type },
  { heading: "status", cell: ({ state = "" }) => state, style: word },
  { heading: "waits on", cell: ({ on = "" }) => on },
  { heading: "for", cell: ({ on, shares }) => (on === undefined ? "" : duration(shares[on])) },
  { heading: "in all", cell: ({ total }) => duration(total) },
  { heading: "since", cell: ({ since }) => minuteOf(momentOf(since)) },
  {
    heading: "planned for",
    cell: ({ plannedDate }) => (plannedDate === undefined ? "" : minuteOf(plannedDate)),
  },
];

const sums: readonly Column<readonly [WaitingParty, PartyTotal]>[] = [
  { heading: "waits on", cell: ([party]) => party },
  { heading: "requests", cell: ([, { requests }]) => number.format(requests) },
  { heading: "longest", cell: ([, { longest }]) => duration(longest) },
];

/** What waits, for people: the longest waiting first, then what waits on each party. */
export function waitingTable({ longest, count, totals }: WaitingView): string {
  if (count === 0) return "Nothing waits that was asked about.";
  const left = count - longest.length;
  const more = left === 0 ? "" : `\nand ${number.format(left)} more; --limit shows them`;
  const byParty = parties.flatMap((party): readonly (readonly [WaitingParty, PartyTotal])[] => {
    const total = totals.get(party);
    return total === undefined ? [] : [[party, total]];
  });
  return `${table(columns, longest)}${more}\n\n${table(sums, byParty)}`;
}
