import { optionalText, subscriptionIdIn } from "../http/fields.ts";
import { succeeded, type Operation } from "../http/operation.ts";
import { findSubscription, writeSubscription } from "../records.ts";

/** The client's own id for the customer, as far as this subscription goes. */
export const updateCustomer: Operation = {
  method: "POST",
  name: "updatecustomer",
  handle: ({ world, body }) => {
    const record = findSubscription(world, subscriptionIdIn(body));
    const customerReferenceId = optionalText(body, "CustomerReferenceId");
    if (customerReferenceId !== undefined)
      writeSubscription(world, record, { customerReferenceId });
    return succeeded();
  },
};
