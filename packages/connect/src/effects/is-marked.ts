import type { FulfillmentRequest } from "../wire/fulfillment-request.ts";

/** The parameter carries this message to the customer already. */
export function isMarked(request: FulfillmentRequest, id: string, message: string): boolean {
  return request.asset.params.some(
    (parameter) => parameter.id === id && parameter.value_error === message,
  );
}
