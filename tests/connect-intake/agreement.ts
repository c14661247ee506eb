import type { SubscriptionRecord } from "@tenure/engine";

import type { IntakeWorld } from "./intake-world.ts";

const open: Readonly<Record<string, string>> = {
  draft: "draft",
  tiers_setup: "tiersSetup",
  pending: "pending",
  inquiring: "inquiring",
  scheduled: "scheduled",
  revoking: "revoking",
};

function heldOf({ requestState, snapshot }: SubscriptionRecord): readonly string[] {
  const { request, waiting } = snapshot.context;
  return [
    ...(request === null ? [] : [`${request.id} ${requestState}`]),
    ...waiting.map((row) => `${row.request.id} ${row.shownAs}`),
  ].toSorted();
}

/** One line for each subscription: its status, and its open requests with theirs. */
function lineOf(id: string, status: string, requests: readonly string[]): string {
  return [id, status, ...requests].join(" · ");
}

/** What the engine holds of each subscription. Discarded drafts are those the platform has no more. */
export async function engineView({ engine }: IntakeWorld): Promise<readonly string[]> {
  const lines: string[] = [];
  let after: string | undefined;
  do {
    const page = await engine.list({}, { limit: 100, ...(after === undefined ? {} : { after }) });
    for (const record of page.rows) {
      if (record.status === "discarded") continue;
      lines.push(lineOf(record.key, record.status, heldOf(record)));
    }
    after = page.next;
  } while (after !== undefined);
  return lines.toSorted();
}

/** What the platform shows of each subscription. */
export async function platformView({ parties }: IntakeWorld): Promise<readonly string[]> {
  const assets = await parties.vendor.list("/assets");
  const requests = await parties.vendor.list("/requests");
  return assets
    .map(({ id, status }) => {
      const own = requests
        .filter((request) => request.asset.id === id && open[request.status] !== undefined)
        .map((request) => `${request.id} ${open[request.status]}`);
      return lineOf(id, status, own.toSorted());
    })
    .toSorted();
}
