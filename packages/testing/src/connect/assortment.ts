import type { OrderedParameter } from "./ordered-values.ts";

interface ProductItem {
  readonly id: string;
  readonly type: string;
}
type Parameter = OrderedParameter & { readonly phase: string; readonly scope: string };

/** What can be ordered of a product, and what is asked of whoever orders. */
export interface Offer {
  readonly items: readonly ProductItem[];
  readonly parameters: readonly Parameter[];
}

/** What is sold in all histories of a run: each begins with the same product, so that it is read once. */
export class Assortment {
  #offer: Promise<Offer> | undefined;

  /** @param list the rows of a part of the product, as the platform shows them */
  read(list: (part: "items" | "parameters") => Promise<unknown>): Promise<Offer> {
    this.#offer ??= offerOf(list);
    return this.#offer;
  }
}

async function offerOf(list: (part: "items" | "parameters") => Promise<unknown>): Promise<Offer> {
  // oxlint-disable typescript/no-unsafe-type-assertion -- the simulator's own documents
  const items = (await list("items")) as readonly ProductItem[];
  const parameters = (await list("parameters")) as readonly Parameter[];
  // oxlint-enable typescript/no-unsafe-type-assertion
  return {
    items: items.filter(({ type }) => type !== "ppu"),
    parameters: parameters.filter(({ phase, scope }) => phase === "ordering" && scope === "asset"),
  };
}
