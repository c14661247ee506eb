import { z } from "zod";

import { isLocalName } from "../http/same-site.ts";

const relaySchema = z
  .strictObject({
    /** Where `createInspectorServer` of `@statelyai/inspect` listens: `ws://localhost:8081`. */
    url: z.string().refine((url) => /^wss?:$/u.test(URL.parse(url)?.protocol ?? ""), {
      error: "expected a URL that begins with ws:// or wss://",
      abort: true,
    }),
    /** Whether the relay may be on another machine. Default `false`. */
    isRemoteAllowed: z.boolean().default(false),
    /** `false` tells it values that may be personal, too. Default `true`. */
    redact: z.boolean().default(true),
  })
  .superRefine(({ url, isRemoteAllowed }, context) => {
    const { hostname = "" } = URL.parse(url) ?? {};
    if (isRemoteAllowed || isLocalName(hostname)) return;
    context.addIssue({
      code: "custom",
      path: ["url"],
      message: `${hostname} is not on this machine. Allow it with isRemoteAllowed, if what happens to subscriptions may go there`,
    });
  });

/** The inspector of XState machines. */
export const inspectorSchema = z.strictObject({
  /** `false` lets no machine connect. Default `true`. */
  enabled: z.boolean().default(true),
  /** Origins of pages whose machines may connect, beside those on this machine: `https://app.example`. */
  origins: z
    .array(
      z.string().refine((origin) => URL.parse(origin)?.origin === origin, {
        error: "expected an origin such as https://app.example",
      }),
    )
    .default([]),
  /** Tells Stately's own inspector what happens to subscriptions. Left out: nobody is told. */
  relay: relaySchema.optional(),
});
