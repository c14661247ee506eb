import { parameterSchema } from "../wire/parameter.ts";
import type { Subscription, SubscriptionItem } from "../wire/subscription.ts";
import { type ParameterList, parameterListOf } from "./parameter-list.ts";

/** Reads the configuration of an item, given itself or by its id, its global id or its part number. */
export type ItemParameters = (item: SubscriptionItem | string) => ParameterList;

/** Reads the parameters of a subscription's items. Of an item that is not there all are missing. */
export function itemParametersOf({ items }: Subscription): ItemParameters {
  return (which) => {
    const item =
      typeof which === "string"
        ? items.find(({ id, global_id, mpn }) => [id, global_id, mpn].includes(which))
        : which;
    const params = (item?.params ?? []).flatMap((one) => parameterSchema.safeParse(one).data ?? []);
    return parameterListOf(params);
  };
}
