import type { ConnectClient } from "../client/connect-client.ts";
import { rowsOf } from "../client/pages.ts";
import type { Template } from "../wire/product.ts";
import type { TierConfigRequest } from "../wire/tier-config.ts";
import { levelOf } from "./tier-handler-call.ts";

async function activationTemplates(
  products: ConnectClient["products"],
  request: TierConfigRequest,
  signal: AbortSignal,
): Promise<readonly Template[]> {
  const productId = request.configuration.product?.id ?? "";
  const templates: Template[] = [];
  for await (const row of rowsOf(products.templates(productId, { signal }))) {
    // Old products leave the type out of their activation templates.
    const isActivation = (row.type ?? "fulfillment") === "fulfillment";
    if (row.scope === `tier${levelOf(request)}` && isActivation) templates.push(row);
  }
  return templates.toSorted(
    (left, right) => (left.position ?? Infinity) - (right.position ?? Infinity),
  );
}

/**
 * The id of the template a request is approved with: the one named by id, or among those for the level by
 * name or title; without a name the one the request shows, else the level's first by position. Undefined
 * when there is none.
 */
export async function tierTemplateFor(
  products: ConnectClient["products"],
  request: TierConfigRequest,
  named: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (named !== undefined && /^TL(?:-\d+)+$/u.test(named)) return named;
  const own = request.template?.id ?? "";
  if (named === undefined && own !== "") return own;
  const templates = await activationTemplates(products, request, signal);
  if (named === undefined) return templates[0]?.id;
  return templates.find(({ id, name, title }) => [id, name, title].includes(named))?.id;
}
