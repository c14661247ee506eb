import {
  approve,
  connect,
  type Handler,
  type HandlerAnswer,
  type Handlers,
  hold,
  inquire,
  type MessageOptions,
  type PhoneValue,
  reject,
  type TierHandlers,
} from "@tenure/connect";
import type { Adapter } from "@tenure/engine";
import { describe, expectTypeOf, test } from "vitest";

describe("the handlers' types", () => {
  test("want an answer from every handler, and know each request type", () => {
    expectTypeOf<{ otherwise: () => HandlerAnswer }>().toExtend<Handlers>();
    expectTypeOf<{ otherwise: () => Promise<HandlerAnswer> }>().toExtend<Handlers>();
    // @ts-expect-error [ts2344] - a handler answers something
    expectTypeOf<{ otherwise: () => void }>().toExtend<Handlers>();
    const handlers: Handlers = { purchase: () => approve(), otherwise: hold };
    expectTypeOf(handlers).not.toHaveProperty("teleport");
  });

  test("leave no request type to chance", () => {
    // @ts-expect-error [ts2322] - nobody handles the other types
    const some: Handlers = { purchase: () => approve(), cancel: hold };
    // @ts-expect-error [ts2322] - nobody handles adjustments
    const tiers: TierHandlers = { setup: hold, update: hold };
    const all: TierHandlers = { setup: () => approve(), update: hold, adjustment: hold };
    expectTypeOf(all).toExtend<TierHandlers>();
    expectTypeOf([some, tiers]).toBeArray();
  });

  test("read a parameter as what its type is", () => {
    const purchase: Handler = ({ parameterAs, itemParameters }) => {
      expectTypeOf(parameterAs("ordering", "a", "email")).toEqualTypeOf<
        string | null | undefined
      >();
      expectTypeOf(parameterAs("ordering", "a", "checkbox")).toEqualTypeOf<
        Readonly<Record<string, boolean>> | null | undefined
      >();
      expectTypeOf(itemParameters("b").parameterAs("a", "phone")).toEqualTypeOf<
        PhoneValue | null | undefined
      >();
      // @ts-expect-error [ts2345] - the platform has no such type
      parameterAs("ordering", "a", "color");
      return approve();
    };
    expectTypeOf(purchase).returns.toExtend<HandlerAnswer | Promise<HandlerAnswer>>();
  });

  test("want a reason for a rejection and a message for a question", () => {
    expectTypeOf(reject).parameter(0).toEqualTypeOf<string>();
    expectTypeOf(reject).parameter(1).toEqualTypeOf<MessageOptions | undefined>();
    // @ts-expect-error [ts2345] - the customer is asked for something
    inquire({});
  });

  test("make an adapter of the options", () => {
    expectTypeOf(connect).returns.toExtend<Adapter>();
    // @ts-expect-error [ts2345] - products are named
    connect({ baseUrl: "http://localhost", apiKey: "", handlers: { otherwise: hold } });
  });
});
