import type { Offered } from "./offered.ts";

/** Lists about resellers and customers. */
export const TIER_LISTS = {
  tierRequests: {
    filters: {
      "eq ne gt ge lt le in out null": `created sli.zone updated`,
      "eq ne like ilike in out null": `
        configuration.account.external_id configuration.account.hub.id
        configuration.account.id configuration.contract.id configuration.id
        configuration.marketplace.id configuration.product.id id params.value template.id
      `,
      "eq ne like ilike in out": `
        configuration.account.external_uid configuration.account.hub.name
        configuration.marketplace.name configuration.product.name params.id
      `,
      "eq ilike in null": `assignee.id assignee.name`,
      "eq gt ge lt le": `sli.days`,
      "eq ne null": `unassigned`,
      "eq in": `
        configuration.connection.type configuration.tier_level environment status type
      `,
      "": `
        configuration configuration.configuration configuration.params
        configuration.product.capabilities tiers
      `,
    },
    orders: `
      assignee.id assignee.name configuration.account.hub.id configuration.account.id
      configuration.contract.id configuration.id configuration.marketplace.id
      configuration.marketplace.name configuration.product.id configuration.product.name
      configuration.tier_level created id sli.days sli.zone status type updated
    `,
  },
  tierConfigs: {
    filters: {
      "eq ne like ilike in out null": `
        account.company_name account.external_id account.id connection.id contract.id id
        marketplace.id params.value product.id template.id
      `,
      "eq ne gt ge lt le in out": `tier_level`,
      "eq ne like ilike in out": `
        account.external_uid connection.product_version_type connection.type
        marketplace.name params.id product.name
      `,
      "eq in": `status`,
      "ge le": `created updated`,
      "": `configuration`,
    },
    orders: `
      account.company_name account.id connection.id connection.product_version_type
      contract.id created id marketplace.id marketplace.name product.id product.name
      status tier_level updated
    `,
  },
  tierAccounts: {
    filters: {
      "eq ne like ilike in out null": `
        events.created.by events.updated.by external_id hub.id id name owner.id parent.id
        parent.name parent.parent.id
      `,
      "eq ne gt ge lt le in out": `events.created.at`,
      "eq ne like ilike in out": `db external_uid hub.name owner.name type`,
      "eq like ilike in": `scopes`,
      "eq in": `contact_info.contact.email`,
      "": `contact_info tax_id version`,
    },
    orders: `
      db events.created.at external_id hub.id hub.name name owner.id owner.name
      parent.name
    `,
  },
  tierAccountRequests: {
    filters: {
      "eq ne like ilike in out null": `
        account.external_id account.hub.id account.id account.name id product.id
      `,
      "eq ne gt ge lt le in out": `account.version events.created.at`,
      "eq ne like ilike in out": `
        account.external_uid account.hub.name product.name status
      `,
    },
    orders: `
      account.external_id account.external_uid account.hub.id account.hub.name account.id
      account.name events.created.at id product.id product.name status
    `,
  },
} as const satisfies Record<string, Offered>;
