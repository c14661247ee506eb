import type { Offered } from "./offered.ts";

/** Lists of what is reported: usage, and webhooks. */
export const REPORT_LISTS = {
  usageFiles: {
    filters: {
      "eq ne like ilike in out null": `
        contract.id contract.name distribution_contract_id external_id id marketplace.id
        marketplace.name marketplace_id name product.id product.name product_id provider.id
        provider.name provider_id vendor.id vendor.name vendor_id
      `,
      "eq ne like ilike in out": `environment schema status`,
      "gt ge lt le": `created.at`,
    },
    orders: `
      contract.name created.at environment id marketplace.name product.name provider.name
      schema status vendor.name
    `,
  },
  usageRecords: {
    filters: {
      "eq ne gt ge lt le in out null": `
        created_time end_date start_date usage_start_time
      `,
      "eq ne like ilike in out null": `
        asset.external_id asset.external_uid asset.id asset_external_id asset_external_uid
        asset_id hub.id item.id item_id part_usage_file.hub.id product.id product_id status
        usage_file usagefile.id
      `,
      "eq ne like ilike in out": `usagefile.schema`,
    },
    orders: `created_time status usage_start_time`,
  },
  webhooks: {
    filters: {
      "eq ne like ilike in out null": `description id product.id`,
      "eq ne like ilike in out": `label product.name type`,
      "eq ne": `active`,
    },
    orders: `active type`,
  },
} as const satisfies Record<string, Offered>;
