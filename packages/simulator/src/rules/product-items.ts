import type { ProductItem, ProductRecord } from "../documents/product.ts";
import { filledTextAt, textAt, textIn, textOr } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { invalid, Refusal } from "../refusal.ts";
import { productItem } from "./product-making.ts";
import {
  findPart,
  movedEvents,
  newEvents,
  nextPartNumber,
  putPart,
  removePart,
} from "./product-parts.ts";

const PERIODS: readonly string[] = [
  "monthly",
  "yearly",
  "years_2",
  "years_3",
  "years_4",
  "years_5",
  "years_6",
  "onetime",
  "days_7_trial",
  "days_14_trial",
  "days_30_trial",
  "monthly_trial",
];
const PRECISIONS: readonly string[] = [
  "integer",
  "decimal(1)",
  "decimal(2)",
  "decimal(4)",
  "decimal(8)",
];

/** `POST /products/{id}/items`. A new item is a draft: nobody can order it, and it can still be deleted. */
export function createItem(platform: Platform, product: ProductRecord, body: unknown): ProductItem {
  for (const field of ["name", "mpn"]) {
    if (filledTextAt(body, field) === undefined) throw invalid(`${field}: This field is required.`);
  }
  const mpn = textOr(body, "mpn", "");
  if (product.items.some((item) => item.mpn === mpn)) {
    throw invalid("mpn: An item with this MPN already exists.");
  }
  const made = productItem(
    product.document.id,
    {
      name: textOr(body, "name", ""),
      mpn,
      type: choiceIn(body, "type", ["reservation", "ppu"]) === "ppu" ? "ppu" : "reservation",
      period: choiceIn(body, "period", PERIODS) ?? "monthly",
      precision: choiceIn(body, "precision", PRECISIONS) ?? "integer",
      unit: textIn(body, "unit", "id") ?? "unit",
    },
    nextPartNumber(product.items),
    newEvents(platform),
  );
  const item = { ...made, status: "draft", description: textOr(body, "description", made.name) };
  putPart(platform, product, "items", item);
  return item;
}

/** `PUT /products/{id}/items/{id}`: what is not given stays. */
export function updateItem(
  platform: Platform,
  product: ProductRecord,
  id: string,
  body: unknown,
): ProductItem {
  const item = findPart(product, "items", id);
  const name = textOr(body, "name", item.name);
  const unit = textIn(body, "unit", "id");
  const written: ProductItem = {
    ...item,
    name,
    display_name: name === item.name ? item.display_name : name,
    mpn: textOr(body, "mpn", item.mpn),
    description: textOr(body, "description", item.description),
    period: choiceIn(body, "period", PERIODS) ?? item.period,
    precision: choiceIn(body, "precision", PRECISIONS) ?? item.precision,
    unit: unit === undefined ? item.unit : { id: unit, name: unit, title: unit, unit },
    events: movedEvents(platform, item.events),
  };
  putPart(platform, product, "items", written);
  return written;
}

/** Only what was never on sale can be deleted. */
export function deleteItem(platform: Platform, product: ProductRecord, id: string): void {
  if (findPart(product, "items", id).status !== "draft") {
    throw new Refusal(400, "PRD_038", ["Only draft Item can be deleted."]);
  }
  removePart(platform, product, "items", id);
}

/** Takes an item off sale, or puts it back. Subscriptions keep it either way. */
export function setItemSale(
  platform: Platform,
  product: ProductRecord,
  id: string,
  status: "published" | "endofsale",
): void {
  const item = findPart(product, "items", id);
  putPart(platform, product, "items", {
    ...item,
    status,
    events: movedEvents(platform, item.events),
  });
}

/** The platform writes `Monthly` as well as `monthly`. */
function choiceIn(body: unknown, field: string, choices: readonly string[]): string | undefined {
  const text = textAt(body, field)?.toLowerCase();
  if (text === undefined || choices.includes(text)) return text;
  throw invalid(`${field}: "${textAt(body, field) ?? ""}" is not a valid choice.`);
}
