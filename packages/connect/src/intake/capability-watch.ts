import { isDeepStrictEqual } from "node:util";

import { z } from "zod";

import { rql } from "../rql.ts";
import { type Feed, untilThereIsRoom } from "./feed.ts";
import { introduce } from "./take-in.ts";

const cursorName = "capabilities";
const noticedSchema = z.record(z.string(), z.unknown());

function readNoticed(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return noticedSchema.parse(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}

/** Tells every subscription of the product that the engine knows. */
async function spread(feed: Feed, productId: string): Promise<void> {
  const { client, intake } = feed;
  const pages = client.assets.list({
    query: [rql.eq("product.id", productId)],
    signal: intake.signal,
  });
  for await (const page of pages) {
    await untilThereIsRoom(feed);
    await Promise.all(
      page.rows.map(async ({ id }) => {
        if ((await intake.get(id)) !== undefined) await introduce(feed, id, productId);
      }),
    );
  }
}

/**
 * Notices when a product's capabilities change, also while the engine was down, and tells it to all its
 * subscriptions: the quiet ones too, about which no fact comes in.
 */
export async function watchCapabilities(feed: Feed): Promise<void> {
  const { intake, products, capabilities } = feed;
  const kept = await intake.readCursor(cursorName);
  const noticed: Record<string, unknown> = { ...readNoticed(kept) };
  for (const productId of products) {
    // oxlint-disable-next-line no-await-in-loop -- few products, mostly answered from memory
    const knowledge = await capabilities.of(productId);
    if (knowledge.type !== "known") continue;
    const before = noticed[productId];
    if (before !== undefined && !isDeepStrictEqual(before, knowledge.capabilities)) {
      intake.logger.info({ productId }, "the product's capabilities changed");
      // oxlint-disable-next-line no-await-in-loop -- one product after the other
      await spread(feed, productId);
    }
    noticed[productId] = knowledge.capabilities;
  }
  const text = JSON.stringify(noticed);
  if (text !== kept && !intake.signal.aborted) await intake.writeCursor(cursorName, text);
}
