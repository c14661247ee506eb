import { type Engine, keyOf } from "@tenure/engine";
import type { Capabilities } from "@tenure/machine";

import type { ConnectClient } from "../client/connect-client.ts";
import type { UnreadableRow } from "../client/pages.ts";
import type { Subscription } from "../wire/subscription.ts";
import { adoptSubscription } from "./adopt-subscription.ts";
import type { Adopted } from "./adopted.ts";
import { heldBeforeCancel } from "./held-before-cancel.ts";
import { openRequestsOf, requestIdsOf } from "./open-requests.ts";
import { sideBySide } from "./side-by-side.ts";

/** What adopting works with. */
export interface Adoption {
  readonly engine: Pick<Engine, "get" | "send">;
  readonly client: ConnectClient;
  readonly adapter: string;
  readonly tenant: string;
  readonly dryRun: boolean;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
}

/** Some of a product's subscriptions. */
export interface Some {
  readonly rows: readonly Subscription[];
  readonly unreadable: readonly UnreadableRow[];
}

/** What became of a subscription, and which requests of it are in progress on the platform. */
export interface Taken {
  readonly id: string | undefined;
  readonly result: Adopted;
  readonly requests: readonly string[];
}

/** Adopts some subscriptions; one result for each, those that cannot be read first, then in their order. */
export async function* adoptPage(
  adoption: Adoption,
  capabilities: Capabilities,
  { rows, unreadable }: Some,
): AsyncGenerator<Taken, void, undefined> {
  const { engine, client, adapter, tenant, dryRun, concurrency, signal } = adoption;
  const living = rows.filter(({ status }) => status !== "terminated");
  const ids = [...living, ...unreadable].flatMap(({ id }) => id ?? []);
  const [requests, held] = await Promise.all([
    openRequestsOf(client, ids, signal),
    heldBeforeCancel(client, living, signal),
  ]);
  for (const { id, problem } of unreadable) {
    yield {
      id,
      result: { key: id, type: "unreadable", problem },
      requests: requestIdsOf(requests.get(id ?? "") ?? []),
    };
  }
  const take = async (asset: Subscription): Promise<Taken> => {
    const { id } = asset;
    const open = requests.get(id) ?? [];
    const shown = { asset, capabilities, requests: open, heldBeforeCancel: held.get(id) };
    const taking = { key: keyOf(tenant, id), adapter, dryRun };
    const result = await adoptSubscription(engine, shown, taking);
    return { id, result, requests: requestIdsOf(open) };
  };
  yield* sideBySide(rows, concurrency, take, signal);
}
