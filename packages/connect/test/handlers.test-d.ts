import {
  approve,
  connect,
  type HandlerAnswer,
  type Handlers,
  inquire,
  reject,
} from "@tenure/connect";
import type { Adapter } from "@tenure/engine";
import { describe, expectTypeOf, test } from "vitest";

describe("the handlers' types", () => {
  test("want an answer from every handler, and know each request type", () => {
    expectTypeOf<{ purchase: () => HandlerAnswer }>().toExtend<Handlers>();
    expectTypeOf<{ purchase: () => Promise<HandlerAnswer> }>().toExtend<Handlers>();
    // @ts-expect-error [ts2344] - a handler answers something
    expectTypeOf<{ purchase: () => void }>().toExtend<Handlers>();
    const handlers: Handlers = { purchase: () => approve() };
    expectTypeOf(handlers).not.toHaveProperty("teleport");
  });

  test("want a reason for a rejection and a message for a question", () => {
    expectTypeOf(reject).parameters.toEqualTypeOf<[reason: string]>();
    // @ts-expect-error [ts2345] - the customer is asked for something
    inquire({});
  });

  test("make an adapter of the options", () => {
    expectTypeOf(connect).returns.toExtend<Adapter>();
    // @ts-expect-error [ts2345] - products are named
    connect({ baseUrl: "http://localhost", apiKey: "", handlers: {} });
  });
});
