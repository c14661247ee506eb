import {
  cleverbridge,
  type CleverbridgeAdapter,
  type CleverbridgeOptions,
  type NotificationEndpoint,
} from "@tenure/cleverbridge";
import { describe, expectTypeOf, test } from "vitest";

const options = {
  baseUrl: "https://rest.example.com",
  username: "api",
  password: "secret",
  managementModel: "2.0",
} as const;
const notifications = { pathSecret: "a secret of the path" };

describe("the endpoint of cleverbridge()", () => {
  test("is there when its option was given", () => {
    const adapter = cleverbridge({ ...options, notifications });
    expectTypeOf(adapter.notifications).toEqualTypeOf<NotificationEndpoint>();
  });

  test("may be missing when nobody can tell whether its option was given", () => {
    const none = cleverbridge(options);
    expectTypeOf(none.notifications).toEqualTypeOf<NotificationEndpoint | undefined>();
    const unknown = cleverbridge({ ...options } as CleverbridgeOptions);
    expectTypeOf(unknown.notifications).toEqualTypeOf<NotificationEndpoint | undefined>();
    const undefinedOne = cleverbridge({ ...options, notifications: undefined });
    expectTypeOf(undefinedOne.notifications).toEqualTypeOf<NotificationEndpoint | undefined>();
  });

  test("leaves a misspelled option an error", () => {
    // @ts-expect-error [ts2769] - it is sweepEvery
    const misspelled = cleverbridge({ ...options, notifications, swepEvery: 1000 });
    // @ts-expect-error [ts2769] - it is sweepEvery
    const without = cleverbridge({ ...options, swepEvery: 1000 });
    expectTypeOf([misspelled, without]).toExtend<readonly CleverbridgeAdapter[]>();
  });
});
