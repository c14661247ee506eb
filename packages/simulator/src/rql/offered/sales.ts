import type { Offered } from "./offered.ts";

/** Lists of what is sold: requests, subscriptions, bills and what is said about them. */
export const SALES_LISTS = {
  requests: {
    filters: {
      "eq ne gt ge lt le in out null": `sli.zone`,
      "eq ne like ilike in out null": `
        asset.connection.hub.id asset.connection.id asset.contract.id asset.external.id
        asset.external_id asset.external_uid asset.id asset.marketplace.id asset.product.id
        asset.tiers.customer.id asset.tiers.customer.name asset.tiers.tier1.id
        asset.tiers.tier2.id contract.id id marketplace.id product_id template.id
      `,
      "eq ne gt ge lt le in out": `created updated`,
      "eq ne like ilike in out": `
        asset.connection.hub.name asset.marketplace.name asset.product.name marketplace.name
        status type
      `,
      "eq gt ge lt le": `sli.days`,
      "eq ilike in": `
        asset.connection.provider.id asset.connection.vendor.id assignee.email
      `,
      "eq in null": `assignee`,
      "eq ilike": `asset.connection.provider.name asset.connection.vendor.name`,
      "eq in": `
        asset.connection.environment asset.connection.type asset.params.id
        asset.params.value asset_id
      `,
      eq: `
        asset.account_id asset.status asset.tier1_id asset.tier2_id asset.tiers.tier2
      `,
      "": `
        activation_key asset.configuration asset.items asset.product.capabilities template
      `,
    },
    orders: `
      asset.connection.hub.name asset.marketplace.name asset.product.name
      asset.tiers.customer.id asset.tiers.customer.name created marketplace.name sli.days
      sli.zone status updated
    `,
  },
  assets: {
    filters: {
      "eq ne like ilike in out null": `
        connection.hub.id connection.id connection.provider.id connection.vendor.id
        contract.id external_id external_uid hub.id id marketplace.id params.value
        product.id template.id tiers.customer.external_id tiers.customer.id
        tiers.customer.name tiers.tier1.id tiers.tier2.id
      `,
      "eq ne like ilike in out": `
        connection.hub.name connection.provider.name connection.type connection.vendor.name
        hub.name marketplace.name params.id product.name product.title status
        tiers.customer.external_uid
      `,
      "gt lt": `created updated`,
      "": `configuration items pending_request pending_request.template template`,
    },
    orders: `
      created marketplace.id marketplace.name product.name product.title status
      tiers.customer.id tiers.customer.name updated
    `,
  },
  billedAssets: {
    filters: {
      "eq ne gt ge lt le in out null": `billing.next_date`,
      "eq ne like ilike in out null": `
        billing.period.uom connection.hub.id connection.id connection.provider.id
        connection.type connection.vendor.id contract.id external_id external_uid id
        marketplace.id params.value product.id tiers.tier1.id tiers.tier2.id
      `,
      "eq ne gt ge lt le in out": `events.created.at events.updated.at`,
      "eq ne like ilike in out": `
        connection.hub.name connection.provider.name connection.vendor.name marketplace.name
        params.id params.name product.name status tiers.customer.id tiers.customer.name
      `,
      "": `items pending_request pending_request.template template`,
    },
    orders: `billing.next_date events.created.at`,
  },
  billingRequests: {
    filters: {
      "eq ne gt ge lt le in out null": `asset.billing.next_date`,
      "eq ne like ilike in out null": `
        asset.billing.period.uom asset.connection.hub.id asset.connection.id
        asset.connection.provider.id asset.connection.type asset.connection.vendor.id
        asset.contract.id asset.external_id asset.external_uid asset.id asset.marketplace.id
        asset.params.value asset.product.id asset.tiers.tier1.id asset.tiers.tier2.id id
      `,
      "eq ne gt ge lt le in out": `
        events.created.at events.updated.at period.from period.to
      `,
      "eq ne like ilike in out": `
        asset.connection.hub.name asset.connection.provider.name
        asset.connection.vendor.name asset.marketplace.name asset.params.name
        asset.product.name asset.tiers.customer.id asset.tiers.customer.name period.uom type
      `,
    },
    orders: `asset.marketplace.name asset.product.name events.created.at`,
  },
  conversations: {
    filters: {
      "eq ne like ilike in out null": `id`,
      "eq ne gt ge lt le in out": `created events.created.at`,
      "eq ne like ilike in out": `instance_id`,
    },
    orders: `created events.created.at`,
  },
  messages: {
    filters: {
      "eq ne like ilike in out null": `events.created.by.id id`,
      "eq ne gt ge lt le in out": `created events.created.at events.updated.at`,
      "eq ne like ilike in out": `text type`,
    },
    orders: `created events.created.at events.updated.at`,
  },
} as const satisfies Record<string, Offered>;
