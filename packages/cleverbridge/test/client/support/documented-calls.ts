import { z } from "zod";

import type { CleverbridgeClient } from "../../../src/index.ts";

/** A call of the client, and what the platform's documents say it has to look like. */
export interface DocumentedCall {
  /** As in `preview.addItem`. */
  readonly call: string;
  readonly run: (client: CleverbridgeClient) => Promise<unknown>;
  readonly method: "GET" | "POST";
  readonly operation: string;
  /** Of a GET. */
  readonly query?: Readonly<Record<string, string>>;
  /** Of a POST, with no member beyond the documented ones. */
  readonly body?: z.ZodType;
}

const subscriptionId = z.string().regex(/^S[1-9]\d*$/u);
const int32 = z.int().min(1).max(2_147_483_647);
const int64 = z.int().min(1);
const utc = z.iso.datetime();

const customerPrice = z.strictObject({
  CurrencyId: z.string().regex(/^[A-Z]{3}$/u),
  IsGross: z.boolean(),
  Value: z.number(),
});

/** Alignment settings of a change or of a preview; an interval is extended only by alignment. */
const alignment = (preview: boolean) =>
  z
    .strictObject({
      GetCustomerPricePreviewOnly: z.literal(preview),
      AlignToCurrentInterval: z.boolean(),
      ExtendInterval: z.boolean(),
    })
    .refine((settings) => settings.AlignToCurrentInterval || !settings.ExtendInterval);

const runningNumbers = z
  .array(int32)
  .min(1)
  .refine((numbers) => new Set(numbers).size === numbers.length);

export const deactivateItemsBody = z
  .strictObject({
    SubscriptionId: subscriptionId,
    Items: runningNumbers,
    AllowReinstate: z.boolean(),
    GenerateMail: z.boolean(),
  })
  .refine((body) => body.AllowReinstate || !body.GenerateMail);

export const reinstateItemsBody = z.strictObject({
  SubscriptionId: subscriptionId,
  Items: runningNumbers,
  GenerateMail: z.boolean(),
});

const texts = {
  Couponcode: z.string().optional(),
  ProductName: z.string().optional(),
  ProductNameEn: z.string().optional(),
  ProductNameExtension: z.string().optional(),
  RecommendationsetId: int32.optional(),
};

export const addItemBody = (preview: boolean) =>
  z.strictObject({
    SubscriptionId: subscriptionId,
    ProductId: int64,
    Quantity: int32,
    AlignmentSettings: alignment(preview),
    CustomerPrice: customerPrice.optional(),
    ...texts,
    AffiliateId: int64.optional(),
    GenerateMail: z.boolean(),
  });

export const updateItemBody = (preview: boolean) =>
  z.strictObject({
    SubscriptionId: subscriptionId,
    RunningNumber: int32,
    ProductId: int64,
    Quantity: int32,
    AlignmentSettings: alignment(preview),
    CustomerPrice: customerPrice.optional(),
    ...texts,
    UpdateAction: z.enum(["Update", "Upgrade", "Downgrade"]).optional(),
    TriggerImmediateRenewal: z.boolean().optional(),
    GenerateMail: z.boolean(),
  });

export const updateItemPriceBody = (preview: boolean) =>
  z.strictObject({
    SubscriptionId: subscriptionId,
    RunningNumber: int32,
    CustomerPrice: customerPrice,
    AlignmentSettings: alignment(preview),
    Quantity: int32.optional(),
  });

export const increaseItemQuantityBody = (preview: boolean) =>
  z.strictObject({
    SubscriptionId: subscriptionId,
    RunningNumber: int32,
    Quantity: int32,
    AlignmentSettings: alignment(preview),
    GenerateMail: z.boolean(),
  });

const removeItemBody = z.strictObject({
  SubscriptionId: subscriptionId,
  RunningNumber: int32,
  GenerateMail: z.boolean(),
});

const renewalTypeBody = z.strictObject({
  SubscriptionId: subscriptionId,
  RenewalType: z.enum(["Automatic", "Manual"]),
});

export const nextBillingDateBody = z.strictObject({
  SubscriptionId: subscriptionId,
  NextBillingDate: utc,
});

const renewBody = z.strictObject({
  SubscriptionId: subscriptionId,
  ResetBillingInterval: z.boolean().optional(),
});

const customerBody = z.strictObject({
  SubscriptionId: subscriptionId,
  CustomerReferenceId: z.string(),
});

const contactBody = z.strictObject({
  SubscriptionId: subscriptionId,
  ContactType: z.enum(["LicenseeContact", "BillingContact", "DeliveryContact"]),
  Contact: z.object({ CountryId: z.string(), LanguageId: z.string() }).catchall(z.string()),
});

const post = (
  call: string,
  operation: string,
  body: z.ZodType,
  run: DocumentedCall["run"],
): DocumentedCall => ({ call, run, method: "POST", operation, body });

const added = { subscriptionId: "S7", productId: 293_076, quantity: 2 };
const updated = { ...added, runningNumber: 1 };
const priced = {
  subscriptionId: "7",
  runningNumber: 1,
  customerPrice: { currencyId: "EUR", isGross: true, value: 9.9 },
};
const increased = { subscriptionId: "s7", runningNumber: 1, quantity: 3 };

/** Every call of the client. */
export const documentedCalls: readonly DocumentedCall[] = [
  {
    call: "getSubscription",
    run: (client) => client.getSubscription("67560422"),
    method: "GET",
    operation: "getsubscription",
    query: { subscriptionId: "S67560422", isCurrent: "true" },
  },
  {
    call: "getSubscription",
    run: (client) => client.getSubscription(" s67560422", { currentOnly: false }),
    method: "GET",
    operation: "getsubscription",
    query: { subscriptionId: "S67560422" },
  },
  {
    call: "listForCustomer",
    run: (client) => client.listForCustomer({ customerId: "157656971", status: "Active" }),
    method: "GET",
    operation: "getsubscriptionsforcustomer",
    query: { customerId: "157656971", subscriptionstatus: "Active", IsCurrent: "true" },
  },
  {
    call: "listForCustomer",
    run: (client) => client.listForCustomer({ customerReferenceId: "a/b c&d" }),
    method: "GET",
    operation: "getsubscriptionsforcustomer",
    query: { customerReferenceId: "a/b c&d", IsCurrent: "true" },
  },
  {
    call: "listForCustomer",
    run: (client) =>
      client.listForCustomer({ customerEmail: "a+b@example.com" }, { currentOnly: false }),
    method: "GET",
    operation: "getsubscriptionsforcustomer",
    query: { customerEmail: "a+b@example.com" },
  },
  post("deactivateItems", "deactivatesubscriptionitems", deactivateItemsBody, (client) =>
    client.deactivateItems({ subscriptionId: "7", items: [3, 1] }),
  ),
  post("deactivateItems", "deactivatesubscriptionitems", deactivateItemsBody, (client) =>
    client.deactivateItems({
      subscriptionId: "S7",
      items: [2],
      allowReinstate: false,
      generateMail: false,
    }),
  ),
  post("reinstateItems", "reinstatesubscriptionitems", reinstateItemsBody, (client) =>
    client.reinstateItems({ subscriptionId: "7", items: [2] }),
  ),
  post("setRenewalType", "updatesubscriptionrenewaltype", renewalTypeBody, (client) =>
    client.setRenewalType({ subscriptionId: "7", renewalType: "manual" }),
  ),
  post("setNextBillingDate", "updatenextbillingdate", nextBillingDateBody, (client) =>
    client.setNextBillingDate({ subscriptionId: "7", nextBillingDate: "2026-04-12T23:20:50.52" }),
  ),
  post("addItem", "addsubscriptionitem", addItemBody(false), (client) => client.addItem(added)),
  post("preview.addItem", "addsubscriptionitem", addItemBody(true), (client) =>
    client.preview.addItem(added),
  ),
  post("updateItem", "updatesubscriptionitem", updateItemBody(false), (client) =>
    client.updateItem({ ...updated, updateAction: "Upgrade", triggerImmediateRenewal: false }),
  ),
  post("preview.updateItem", "updatesubscriptionitem", updateItemBody(true), (client) =>
    client.preview.updateItem(updated),
  ),
  post("updateItemPrice", "updatesubscriptionitemprice", updateItemPriceBody(false), (client) =>
    client.updateItemPrice(priced),
  ),
  post(
    "preview.updateItemPrice",
    "updatesubscriptionitemprice",
    updateItemPriceBody(true),
    (client) => client.preview.updateItemPrice(priced),
  ),
  post(
    "increaseItemQuantity",
    "increasesubscriptionitemquantity",
    increaseItemQuantityBody(false),
    (client) => client.increaseItemQuantity(increased),
  ),
  post(
    "preview.increaseItemQuantity",
    "increasesubscriptionitemquantity",
    increaseItemQuantityBody(true),
    (client) => client.preview.increaseItemQuantity(increased),
  ),
  post("removeItem", "removesubscriptionitem", removeItemBody, (client) =>
    client.removeItem({ subscriptionId: "7", runningNumber: 2, generateMail: false }),
  ),
  post("renew", "renewsubscription", renewBody, (client) => client.renew({ subscriptionId: "7" })),
  post("renew", "renewsubscription", renewBody, (client) =>
    client.renew({ subscriptionId: "7", resetBillingInterval: true }),
  ),
  post("updateCustomer", "updatecustomer", customerBody, (client) =>
    client.updateCustomer({ subscriptionId: "7", customerReferenceId: "our-customer-8" }),
  ),
  post("updateContact", "updatecontact", contactBody, (client) =>
    client.updateContact({
      subscriptionId: "7",
      contactType: "BillingContact",
      contact: { CountryId: "DE", LanguageId: "en", City: "Berlin", EMail: "a@example.com" },
    }),
  ),
];
