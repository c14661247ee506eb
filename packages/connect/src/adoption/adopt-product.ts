import { type Capabilities, noCapabilities } from "@tenure/machine";

import { capabilitiesOf } from "../capabilities-of.ts";
import type { ConnectClient } from "../client/connect-client.ts";
import { ConnectError } from "../client/connect-error.ts";
import { momentOf } from "../moment.ts";
import { rql } from "../rql.ts";
import { subscriptionPages } from "../subscription-pages.ts";
import { type Adoption, adoptPage, type Some } from "./adopt-page.ts";
import type { Adopted } from "./adopted.ts";
import {
  adoptionCursor,
  type AdoptionMark,
  type Cursors,
  readAdoptionMark,
} from "./adoption-mark.ts";
import { AdoptionNotes } from "./adoption-notes.ts";

/** Of those that an earlier run left so many are read in one call. */
const idsAtOnce = 50;

/** How the subscriptions of products are adopted. */
export interface ProductAdoption extends Adoption {
  readonly cursors: Cursors | undefined;
  readonly pageSize: number;
}

async function capabilitiesFor(
  { client, signal }: Adoption,
  productId: string,
): Promise<Capabilities> {
  try {
    return capabilitiesOf(await client.products.get(productId, { signal }));
  } catch (error) {
    // An API key that may not see the product: as with the intake, nothing is known of it.
    const isHidden =
      error instanceof ConnectError && (error.kind === "not_found" || error.status === 403);
    if (isHidden) return noCapabilities;
    throw error;
  }
}

/** When the product's requests last changed, as the platform tells it. */
async function newestChange(
  client: ConnectClient,
  productId: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const query = [
    rql.eq("asset.product.id", productId),
    rql.ordering("-updated"),
    rql.select("-activation_key", "-template"),
  ];
  for await (const page of client.requests.list({ query, limit: 1, signal })) {
    return momentOf([...page.rows, ...page.unreadable][0]?.updated);
  }
  return undefined;
}

async function* someById(
  { client, signal }: Adoption,
  ids: readonly string[],
): AsyncGenerator<Some, void, undefined> {
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    const query = [rql.in("id", ids.slice(start, start + idsAtOnce))];
    yield* client.assets.list({ query, limit: idsAtOnce, signal });
  }
}

const markName = ({ adapter, tenant }: Adoption, productId: string): string =>
  `${adapter}/${adoptionCursor(tenant, productId)}`;

/** A mark that was left unfinished; undefined when there is none, or when nothing is to be kept. */
export async function unfinishedMark(
  adoption: ProductAdoption,
  productId: string,
): Promise<AdoptionMark | undefined> {
  const mark = readAdoptionMark(await adoption.cursors?.readCursor(markName(adoption, productId)));
  return mark?.complete === true ? undefined : mark;
}

/**
 * Adopts the subscriptions of one product, oldest first, and notes after each page how far it is; those that an
 * unfinished run left come first. Ends quietly when the signal aborts.
 */
export async function* adoptProduct(
  adoption: ProductAdoption,
  productId: string,
  unfinished: AdoptionMark | undefined,
): AsyncGenerator<Adopted, void, undefined> {
  const { client, cursors, pageSize, signal } = adoption;
  const since = unfinished?.since ?? (await newestChange(client, productId, signal));
  const mark: AdoptionMark = unfinished ?? { since, complete: false, left: [] };
  const notes = new AdoptionNotes(cursors, markName(adoption, productId), mark);
  const capabilities = await capabilitiesFor(adoption, productId);
  const isOver = (): boolean => signal?.aborted === true;

  async function* take(some: Some): AsyncGenerator<Adopted, void, undefined> {
    for await (const { id, result, requests } of adoptPage(adoption, capabilities, some)) {
      if (id !== undefined && result.type === "unreadable") notes.leave(id, requests);
      yield result;
    }
  }

  if (unfinished === undefined) await notes.reached(undefined);
  const left = mark.left.map(({ id }) => id);
  for await (const some of someById(adoption, left)) {
    yield* take(some);
    if (isOver()) return;
  }
  const { through: after } = mark;
  for await (const page of subscriptionPages(client, { productId, after, pageSize, signal })) {
    yield* take(page);
    if (isOver()) return;
    await notes.reached(page.through);
  }
  await notes.completed();
}
