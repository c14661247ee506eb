import type { FulfillmentRequest, HandlerAnswer } from "@tenure/connect";

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "string") return value.trim() !== "";
  if (typeof value !== "object") return true;
  return Object.values(value).some((part) => part !== false && part !== "" && part !== null);
}

/**
 * The required fulfillment parameters that an approval leaves empty. The platform refuses such an approval:
 * "asset.params.<id>: This parameter is required."
 */
export function emptyRequired(
  { asset }: FulfillmentRequest,
  answer: HandlerAnswer | undefined,
): readonly string[] {
  if (answer?.type !== "approve") return [];
  const written = answer.parameters ?? {};
  return (asset.params ?? [])
    .filter(
      ({ phase, constraints }) => phase === "fulfillment" && constraints?.["required"] === true,
    )
    .filter(({ id, value, structured_value: structured }) =>
      id in written ? !isFilled(written[id]) : !isFilled(value) && !isFilled(structured),
    )
    .map(({ id }) => id);
}
