import type { EffectView, SubscriptionDetail } from "../api/subscription-schemas.ts";
import { requestWords, stateWords } from "./subscription-table.ts";
import { fields, table } from "./table.ts";
import { moment, printable, styled, word } from "./text.ts";

/** Effects as a table. */
function effectTable(effects: readonly EffectView[]): string {
  return table<EffectView>(
    [
      { heading: "effect", cell: ({ type }) => type },
      { heading: "state", cell: ({ state }) => state, style: word },
      { heading: "attempts", cell: ({ attempts }) => String(attempts ?? "") },
      {
        heading: "not before",
        cell: ({ availableAt }) => (availableAt === null ? "" : moment(availableAt)),
      },
      { heading: "error", cell: ({ error }) => error ?? "" },
    ],
    effects,
  );
}

function heading(text: string): string {
  return `\n${styled("bold", text)}`;
}

/** Everything of one subscription that a person wants to see first; its snapshot is to follow. */
export function subscriptionSheet(view: SubscriptionDetail): string {
  const { stuck, failure, outstanding } = view;
  const given = stuck ?? failure;
  const sheet = [
    fields({
      key: view.key,
      status: view.status,
      request: requestWords(view),
      state: stateWords(view),
      awaits: view.awaited,
      since: moment(view.stateSince),
      platform: view.adapter,
      product: view.product,
      version: String(view.version),
      created: moment(view.createdAt),
      updated: moment(view.updatedAt),
      "given up":
        given === null
          ? null
          : `${given.effect} after ${given.attempts}: ${given.code}: ${given.message}`,
    }),
  ];
  if (outstanding.effects.length > 0) {
    sheet.push(heading("What is left to do"), effectTable(outstanding.effects));
  }
  for (const { timer, dueAt } of outstanding.timers) {
    sheet.push(printable(`${timer} timer due ${moment(dueAt)}`));
  }
  sheet.push(heading("Snapshot"));
  return sheet.join("\n");
}
