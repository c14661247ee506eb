import { isDeepStrictEqual } from "node:util";

import { TenureError } from "@tenure/engine";
import type { Capabilities, SubscriptionEvent } from "@tenure/machine";

import { subscriptionPages } from "../subscription-pages.ts";
import {
  type CapabilityNote,
  readCapabilityNote,
  writeCapabilityNote,
} from "./capability-notes.ts";
import { type Feed, isNewComplaint, untilThereIsRoom } from "./feed.ts";

/** Pages of subscriptions that are told at a look, so that the poller gets its turn. */
const pagesAtOnce = 5;

const ended = new Set(["terminated", "discarded"]);

/** What a product can do now. */
type Said = Pick<
  Extract<SubscriptionEvent, { readonly type: "capabilities.changed" }>,
  "product" | "capabilities"
>;

async function tell({ intake }: Feed, id: string, said: Said): Promise<void> {
  const record = await intake.get(id);
  if (record === undefined || ended.has(record.status)) return;
  const { product, capabilities } = record.snapshot.context;
  if (isDeepStrictEqual(said, { product, capabilities })) return;
  await intake.send(id, { type: "capabilities.changed", ...said });
}

/** A subscription that cannot be told, whatever is tried, must not keep the others from it. */
async function tellOrComplain(feed: Feed, id: string, said: Said): Promise<void> {
  try {
    await tell(feed, id, said);
  } catch (error) {
    if (!(error instanceof TenureError) || error.consequence === "Retryable") throw error;
    if (!isNewComplaint(feed, `${id} capabilities ${error.code}`)) return;
    feed.intake.logger.error(
      { subscription: id, code: error.code, error: error.message },
      "the subscription could not be told what its product can do now; the others are",
    );
  }
}

/** False when what is known by now is something else than what is being told. */
async function isCurrent(feed: Feed, productId: string, capabilities: Capabilities) {
  const knowledge = await feed.capabilities.of(productId);
  return knowledge.type !== "known" || isDeepStrictEqual(knowledge.capabilities, capabilities);
}

interface Telling {
  readonly told: CapabilityNote["told"];
  readonly telling: NonNullable<CapabilityNote["telling"]>;
}

/** Tells some subscriptions, and notes how far it is. True when there is more to do. */
async function tellSome(feed: Feed, productId: string, plan: Telling): Promise<boolean> {
  const { client, intake, pageSize } = feed;
  const { told } = plan;
  const { capabilities, after } = plan.telling;
  const { signal } = intake;
  let pages = 0;
  for await (const page of subscriptionPages(client, { productId, after, pageSize, signal })) {
    await untilThereIsRoom(feed);
    if (!(await isCurrent(feed, productId, capabilities))) return true;
    const ids = [...page.rows, ...page.unreadable].flatMap(({ id }) => id ?? []);
    const said = { product: productId, capabilities };
    await Promise.all(ids.map((id) => tellOrComplain(feed, id, said)));
    if (signal.aborted) return false;
    const telling = { capabilities, after: page.through ?? after };
    await writeCapabilityNote(feed, productId, { told, telling });
    pages += 1;
    // Within one crowded second there is no place to go on from.
    if (pages >= pagesAtOnce && telling.after !== after) return true;
  }
  if (signal.aborted) return false;
  await writeCapabilityNote(feed, productId, { told: capabilities });
  return false;
}

/** Whether this run told new subscriptions something else meanwhile, which it took for current. */
function introducedOthers({ introduced }: Feed, productId: string, current: Capabilities): boolean {
  const told = introduced.get(productId) ?? [];
  return !told.every((capabilities) => isDeepStrictEqual(capabilities, current));
}

/** What is to be told, and from where on; undefined when everybody knows. */
async function planFor(
  feed: Feed,
  productId: string,
  capabilities: Capabilities,
): Promise<Telling | undefined> {
  const { told, telling } = await readCapabilityNote(feed, productId);
  const anew = { told, telling: { capabilities } };
  // Another process may have passed by what this one has introduced since.
  if (introducedOthers(feed, productId, capabilities)) return anew;
  if (telling === undefined) return isDeepStrictEqual(told, capabilities) ? undefined : anew;
  return isDeepStrictEqual(telling.capabilities, capabilities) ? { told, telling } : anew;
}

async function watchProduct(feed: Feed, productId: string): Promise<boolean> {
  const { intake, introduced } = feed;
  const knowledge = await feed.capabilities.of(productId);
  if (knowledge.type !== "known") return false;
  const { capabilities } = knowledge;
  const plan = await planFor(feed, productId, capabilities);
  if (plan === undefined) {
    introduced.delete(productId);
    return false;
  }
  if ((await intake.list({}, { limit: 1 })).rows.length === 0) {
    await writeCapabilityNote(feed, productId, { told: capabilities });
    return false;
  }
  // Noted before anybody is told: whoever looks after a crash knows that some may hold these.
  await writeCapabilityNote(feed, productId, plan);
  introduced.delete(productId);
  if (plan.told !== undefined && plan.telling.after === undefined) {
    intake.logger.info({ productId }, "the product's capabilities changed");
  }
  return tellSome(feed, productId, plan);
}

/**
 * Notices when a product's capabilities change, also while the engine was down, and tells it to all its living
 * subscriptions: the quiet ones too, about which no fact comes in. Some are told at each look, and how far it is
 * is kept, so that a restart goes on there.
 *
 * @returns whether there are more to be told.
 */
export async function watchCapabilities(feed: Feed): Promise<boolean> {
  let more = false;
  for (const productId of feed.products) {
    // oxlint-disable-next-line no-await-in-loop -- few products, mostly answered from memory
    more = (await watchProduct(feed, productId)) || more;
  }
  return more;
}
