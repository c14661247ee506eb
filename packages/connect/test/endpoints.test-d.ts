import {
  connect,
  type ConnectAdapter,
  type ConnectOptions,
  hold,
  reject,
  type ValidationEndpoint,
  type WebhookEndpoint,
} from "@tenure/connect";
import { describe, expectTypeOf, test } from "vitest";

const options = {
  baseUrl: "https://connect.example.com",
  apiKey: "SU-1:abcdef",
  products: ["PRD-1"],
  handlers: { otherwise: hold },
} satisfies ConnectOptions;
const secret = "a secret of at least thirty-two characters";
const validation = { secret, validate: () => undefined };

describe("the endpoints of connect()", () => {
  test("are there when their options were given", () => {
    const both = connect({ ...options, webhooks: { secret }, validation });
    expectTypeOf(both.webhook).toEqualTypeOf<WebhookEndpoint>();
    expectTypeOf(both.validation).toEqualTypeOf<ValidationEndpoint>();

    const one = connect({ ...options, webhooks: { secret } });
    expectTypeOf(one.webhook).toEqualTypeOf<WebhookEndpoint>();
    expectTypeOf(one.validation).toEqualTypeOf<ValidationEndpoint | undefined>();

    const other = connect({ ...options, validation });
    expectTypeOf(other.webhook).toEqualTypeOf<WebhookEndpoint | undefined>();
    expectTypeOf(other.validation).toEqualTypeOf<ValidationEndpoint>();
  });

  test("may be missing when nobody can tell whether their options were given", () => {
    const none = connect(options);
    expectTypeOf(none.webhook).toEqualTypeOf<WebhookEndpoint | undefined>();
    const unknown = connect({ ...options } as ConnectOptions);
    expectTypeOf(unknown.webhook).toEqualTypeOf<WebhookEndpoint | undefined>();
    expectTypeOf(unknown.validation).toEqualTypeOf<ValidationEndpoint | undefined>();
    const some = connect({ ...options, ...(secret.length > 5 ? { webhooks: { secret } } : {}) });
    expectTypeOf(some.webhook).toEqualTypeOf<WebhookEndpoint | undefined>();
  });

  test("leave a misspelled option an error", () => {
    // @ts-expect-error [ts2769] - it is pollEvery
    const misspelled = connect({ ...options, webhooks: { secret }, polEvery: 1000 });
    // @ts-expect-error [ts2769] - it is pollEvery
    const without = connect({ ...options, polEvery: 1000 });
    // @ts-expect-error [ts2769] - it is secret
    const within = connect({ ...options, webhooks: { secrets: [secret] } });
    expectTypeOf([misspelled, without, within]).toExtend<readonly ConnectAdapter[]>();
  });

  test("leave handlers and validators what they are called with", () => {
    connect({
      ...options,
      webhooks: { secret },
      validation: {
        secret,
        validate: ({ parameter }) => {
          expectTypeOf(parameter("ordering", "a")).toEqualTypeOf<string | undefined>();
          return undefined;
        },
      },
      handlers: {
        otherwise: ({ idempotencyKey }) => {
          expectTypeOf(idempotencyKey).toEqualTypeOf<string>();
          return reject("No.");
        },
      },
    });
  });
});
