import { assign, fromPromise, sendTo, setup } from "xstate";

/** An order that has a payment of its own: a machine, a promise, and events between them. */
export function orderMachine() {
  const payment = setup({ types: { events: {} as { type: "PAY" } } }).createMachine({
    id: "payment",
    initial: "open",
    states: { open: { on: { PAY: "paid" } }, paid: { type: "final" } },
  });
  return setup({
    types: { context: {} as { sent: number }, events: {} as { type: "SUBMIT" } | { type: "SHIP" } },
    actors: { payment, stock: fromPromise(async () => 7) },
  }).createMachine({
    id: "order",
    context: { sent: 0 },
    initial: "cart",
    states: {
      cart: { on: { SUBMIT: "paying" } },
      paying: {
        invoke: { src: "payment", id: "payment", onDone: "checking" },
        entry: sendTo("payment", { type: "PAY" }),
      },
      checking: { invoke: { src: "stock", id: "stock", onDone: "ready" } },
      ready: { on: { SHIP: { actions: assign({ sent: ({ context }) => context.sent + 1 }) } } },
    },
  });
}
