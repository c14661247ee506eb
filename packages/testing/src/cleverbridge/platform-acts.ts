import type { CleverbridgeSimulator } from "@tenure/simulator/cleverbridge";

import type { Move } from "./history.ts";

type Platform = Pick<CleverbridgeSimulator, "customer" | "control">;

/** What happens on the platform itself. Each throws where it cannot happen. */
export const platformActs: {
  readonly [Do in Move["do"]]?: (platform: Platform, id: string, move: Move) => void;
} = {
  "cancel items": ({ customer }, id, { item }) => customer.cancelItems(id, [item + 1]),
  "reinstate items": ({ customer }, id) => customer.reinstateItems(id),
  cancel: ({ customer }, id, { order }) => {
    if (order % 2 === 0) customer.switchRenewal(id, "Manual");
    else customer.cancelItems(id);
  },
  withdraw: ({ customer }, id) => customer.switchRenewal(id, "Automatic"),
  pay: ({ customer }, id) => customer.pay(id),
  "payment fails": ({ control }, id) => {
    control.payments(id, ["declined"]);
    control.endInterval(id);
  },
  "money back": ({ control }, id, { order }) => {
    if (order % 2 === 0) control.refund(id);
    else control.chargeback(id);
  },
  "term ends": ({ control }, id) => control.endInterval(id),
};
