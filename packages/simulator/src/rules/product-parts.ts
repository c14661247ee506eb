import type { ProductRecord } from "../documents/product.ts";
import type { Events } from "../documents/reference.ts";
import { stamp, stampAfter, type Platform } from "../platform.ts";
import { notFound } from "../refusal.ts";

/** The lists a product keeps whose entries are found by their ids. */
export type PartName = "items" | "parameters" | "templates" | "actions" | "messages";

export type Part<Name extends PartName> = ProductRecord[Name][number];

const WHAT: Readonly<Record<PartName, string>> = {
  items: "Item",
  parameters: "Parameter",
  templates: "Template",
  actions: "Action",
  messages: "Message",
};

export function findPart<Name extends PartName>(
  product: ProductRecord,
  name: Name,
  id: string,
): Part<Name> {
  const list: readonly Part<Name>[] = product[name];
  const part = list.find((one) => one.id === id);
  if (part === undefined) throw notFound(WHAT[name]);
  return part;
}

/** Puts a part at the end of its list, or in the place of the one with its id. */
export function putPart<Name extends PartName>(
  platform: Platform,
  product: ProductRecord,
  name: Name,
  part: Part<Name>,
): void {
  const list: readonly Part<Name>[] = product[name];
  const isNew = list.every((one) => one.id !== part.id);
  const written = isNew ? [...list, part] : list.map((one) => (one.id === part.id ? part : one));
  writeProduct(platform, { ...product, [name]: written });
}

export function removePart(
  platform: Platform,
  product: ProductRecord,
  name: PartName,
  id: string,
): void {
  findPart(product, name, id);
  const list: readonly Part<PartName>[] = product[name];
  writeProduct(platform, { ...product, [name]: list.filter((one) => one.id !== id) });
}

/** Writes a product; its `updated` moves with every write. */
export function writeProduct(platform: Platform, product: ProductRecord): ProductRecord {
  const { document } = product;
  const at = stampAfter(platform, document.events.updated.at);
  const written = {
    ...product,
    document: { ...document, events: { ...document.events, updated: { at } } },
  };
  platform.store.put("products", document.id, written);
  return written;
}

/** The next free running number in a list whose ids end in one. */
export function nextPartNumber(list: readonly { readonly id: string }[]): number {
  return 1 + Math.max(0, ...list.map(({ id }) => Number(/-(\d+)$/u.exec(id)?.[1] ?? 0)));
}

export function newEvents(platform: Platform): Events {
  const at = stamp(platform);
  return { created: { at }, updated: { at } };
}

export function movedEvents(platform: Platform, events: Events): Events {
  return { ...events, updated: { at: stampAfter(platform, events.updated.at) } };
}
