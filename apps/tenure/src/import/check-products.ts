import { type ConnectClient, ConnectError, rql } from "@tenure/connect";

import { exitCodes } from "../commands/exit-codes.ts";
import { ImportFailure } from "./import-failure.ts";

async function hasSubscriptions(
  client: ConnectClient,
  productId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const query = [rql.eq("product.id", productId)];
  for await (const page of client.assets.list({ query, limit: 1, signal })) {
    if (page.rows.length + page.unreadable.length > 0) return true;
  }
  return false;
}

/** The product, or whether it is only hidden from the key, which then may see its subscriptions all the same. */
async function checkProduct(
  client: ConnectClient,
  productId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    await client.products.get(productId, { signal });
    return undefined;
  } catch (error) {
    const isHidden =
      error instanceof ConnectError && (error.kind === "not_found" || error.status === 403);
    if (!isHidden) throw error;
    if (await hasSubscriptions(client, productId, signal)) {
      return (
        `The key in CONNECT_KEY may not read product ${productId}, only its subscriptions: ` +
        "its capabilities count as off until it may."
      );
    }
    throw new ImportFailure(
      `Connect shows neither a product ${productId} nor subscriptions of it. Check the id, and that the key in ` +
        "CONNECT_KEY is of the product's vendor.",
      exitCodes.usage,
      error,
    );
  }
}

/**
 * Sees to it, before anything is written, that there are such products for this key.
 *
 * @returns what is to be said about them
 * @throws ImportFailure when there is none of them; ConnectError
 */
export async function checkProducts(
  client: ConnectClient,
  products: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const productId of products) {
    // oxlint-disable-next-line no-await-in-loop -- few products, and the first that is wrong ends it
    const note = await checkProduct(client, productId, signal);
    if (note !== undefined) notes.push(note);
  }
  return notes;
}
