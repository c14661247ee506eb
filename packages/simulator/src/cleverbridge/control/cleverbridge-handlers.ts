import type { ControlHandlers } from "../../control/control-api.ts";
import { NO_CONTENT, ok, type Answer } from "../../http/answer.ts";
import { readJsonBody } from "../../http/body.ts";
import { listAt, objectAt, textAt, valueAt, type JsonObject } from "../../json-reading.ts";
import { invalid, notFound, Refusal, unreadable } from "../../refusal.ts";
import type { CleverbridgeSimulator } from "../cleverbridge-simulator.ts";
import { CONTACT_TYPES } from "../documents/customer-record.ts";
import { ResultRefusal } from "../result-refusal.ts";
import { orderIn, outcomesIn, targetIn } from "./control-bodies.ts";

type Controlled = Pick<
  CleverbridgeSimulator,
  "buy" | "subscription" | "customer" | "control" | "notifications" | "notified"
>;

type Doing = (simulator: Controlled, id: string, body: unknown) => void;

/** What can be done with one subscription, by the last part of the path. */
const DOINGS: Readonly<Record<string, Doing>> = {
  pay: ({ customer }, id) => customer.pay(id),
  "switch-renewal": ({ customer }, id, body) => {
    const type = textAt(body, "renewalType");
    if (type !== "Automatic" && type !== "Manual") {
      throw invalid("renewalType: Expected Automatic or Manual.");
    }
    customer.switchRenewal(id, type);
  },
  "cancel-items": ({ customer }, id, body) => customer.cancelItems(id, numbersIn(body)),
  "reinstate-items": ({ customer }, id, body) => customer.reinstateItems(id, numbersIn(body)),
  contact: ({ customer }, id, body) => {
    const type = CONTACT_TYPES.find((name) => name === textAt(body, "type"));
    if (type === undefined) throw invalid(`type: Expected one of ${CONTACT_TYPES.join(", ")}.`);
    customer.changeContact(id, type, contactIn(body));
  },
  payments: ({ control }, id, body) => control.payments(id, outcomesIn(body)),
  "end-interval": ({ control }, id) => control.endInterval(id),
  chargeback: ({ control }, id) => control.chargeback(id),
  refund: ({ control }, id) => control.refund(id),
};

/** What a cleverbridge simulator has beside time, calls, faults and the robot. */
export function cleverbridgeHandlers(simulator: Controlled): ControlHandlers {
  return {
    "POST /subscriptions": async (request) => {
      const order = orderIn(await readJsonBody(request));
      return told(() => ok({ id: simulator.buy(order) }));
    },
    "GET /subscriptions/:id": (_request, [id = ""]) => told(() => ok(simulator.subscription(id))),
    "POST /subscriptions/:id/:doing": async (request, [id = "", doing = ""]) => {
      const act = Object.hasOwn(DOINGS, doing) ? DOINGS[doing] : undefined;
      if (act === undefined) throw notFound("Path");
      const body = await readJsonBody(request);
      return told(() => {
        act(simulator, id, body);
        return ok(simulator.subscription(id));
      });
    },
    "GET /notifications": () => ok(simulator.notified()),
    "PUT /notifications": async (request) => {
      simulator.notifications(targetIn(await readJsonBody(request)));
      return NO_CONTENT;
    },
    "DELETE /notifications": () => {
      simulator.notifications();
      return NO_CONTENT;
    },
    "POST /unlock": () => {
      simulator.control.unlock();
      return NO_CONTENT;
    },
  };
}

/** Says what could not be done in the words of this port. */
function told(act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    if (error instanceof ResultRefusal && error.kind === "unknown") throw notFound("Subscription");
    if (error instanceof ResultRefusal) throw new Refusal(409, "SIM_409", [error.message]);
    if (error instanceof RangeError) throw unreadable(error.message);
    throw error;
  }
}

/** Running numbers; undefined when there are none. */
function numbersIn(body: unknown): readonly number[] | undefined {
  const items = listAt(body, "items");
  if (items === undefined) {
    if (valueAt(body, "items") === undefined) return undefined;
    throw invalid("items: Expected a list of running numbers.");
  }
  return items.map((item) => {
    if (typeof item !== "number") throw invalid("items: Expected a list of running numbers.");
    return item;
  });
}

function contactIn(body: unknown): JsonObject {
  const contact = objectAt(body, "contact");
  if (contact === undefined) throw invalid("contact: Expected an object.");
  for (const [field, value] of Object.entries(contact)) {
    if (typeof value !== "string") throw invalid(`contact.${field}: Expected a text.`);
  }
  return contact;
}
