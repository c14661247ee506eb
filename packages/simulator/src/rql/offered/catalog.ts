import type { Offered } from "./offered.ts";

/** Lists of products and of what belongs to them. */
export const CATALOG_LISTS = {
  products: {
    filters: {
      "eq ne gt ge lt le in out null": `events.published.at`,
      "eq ne like ilike in out null": `
        events.published.by.id events.published.by.name events.updated.by.id
        events.updated.by.name external_id groups.id id owner.id replacement.id
      `,
      "eq ne gt ge lt le in out": `events.created.at events.updated.at status`,
      "eq ne like ilike in out": `name owner.name`,
      "eq ne ilike in null": `sourcing.marketplaces`,
      "eq ne in": `purchase_model`,
      eq: `
        category.id visibility.catalog visibility.listing visibility.owner
        visibility.syndication
      `,
      "": `category.parent`,
    },
    orders: `
      events.created.at events.published.at events.published.by.id
      events.published.by.name events.updated.at events.updated.by.id
      events.updated.by.name name
    `,
  },
  items: {
    filters: {
      "eq ne gt ge lt le in out null": `
        events.created.at events.saleended.at events.updated.at
      `,
      "eq ne like ilike in out null": `
        app.id applicability description.value external_id group.id group.name id mpn period
        replacement.id usage_data_type verbose_id version
      `,
      "eq ne gt ge lt le in out": `commitment.count`,
      "eq ne like ilike in out": `
        display_name group.mpn item_type local_id name status type unit.title
      `,
      "eq ne": `dynamic frozen`,
    },
    orders: "",
  },
  parameters: {
    filters: {
      "eq ne gt ge lt le in out null": `position`,
      "eq ne like ilike in out null": `id`,
      "eq ne like ilike in out": `name phase scope title type`,
      "eq in null": `constraints.shared`,
      "eq in": `constraints.required`,
      "eq ne": `constraints.hidden constraints.unique`,
      eq: `constraints.reconciliation`,
    },
    orders: `position title`,
  },
  actions: {
    filters: {
      "eq ne like ilike in out": `scope`,
    },
    orders: "",
  },
  productMessages: {
    filters: {
      "eq ne like ilike in out null": `id`,
      "eq ne like ilike in out": `external_id value`,
      "eq ne": `auto`,
    },
    orders: "",
  },
  configurations: {
    filters: {
      "eq ne like ilike in out null": `
        item.id item.name marketplace.id marketplace.name parameter.constraints.shared value
      `,
      "eq ne like ilike in out": `parameter.id parameter.scope parameter.title`,
      "eq ne": `parameter.constraints.required`,
    },
    orders: `item.id marketplace.id parameter.id parameter.scope value`,
  },
  connections: {
    filters: {
      "eq ne like ilike in out null": `hub.id hub.instance.id`,
      "eq ne like ilike in out": `hub.name product_version_type`,
    },
    orders: "",
  },
} as const satisfies Record<string, Offered>;
