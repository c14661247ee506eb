/** The lists whose filters and orders the platform's OpenAPI document names. */
interface Offered {
  readonly filters: readonly string[];
  /** Undefined where the document names none; then any field will do. */
  readonly orders: readonly string[] | undefined;
}

function names(text: string): readonly string[] {
  return text.split(/\s+/u).filter((name) => name !== "");
}

/** What each list can be filtered and ordered by; `select` takes any field. */
export const OFFERED = {
  requests: {
    filters: names(`
      activation_key asset.account_id asset.configuration asset.connection.environment
      asset.connection.hub.id asset.connection.hub.name asset.connection.id
      asset.connection.provider.id asset.connection.provider.name asset.connection.type
      asset.connection.vendor.id asset.connection.vendor.name asset.contract.id
      asset.external.id asset.external_id asset.external_uid asset.id asset.items
      asset.marketplace.id asset.marketplace.name asset.params.id asset.params.value
      asset.product.capabilities asset.product.id asset.product.name asset.status
      asset.tier1_id asset.tier2_id asset.tiers.customer.id asset.tiers.customer.name
      asset.tiers.tier1.id asset.tiers.tier2 asset.tiers.tier2.id asset_id assignee
      assignee.email contract.id created id marketplace.id marketplace.name product_id
      sli.days sli.zone status template template.id type updated
    `),
    orders: names(`
      asset.connection.hub.name asset.marketplace.name asset.product.name
      asset.tiers.customer.id asset.tiers.customer.name created marketplace.name
      sli.days sli.zone status updated
    `),
  },
  assets: {
    filters: names(`
      configuration connection.hub.id connection.hub.name connection.id
      connection.provider.id connection.provider.name connection.type
      connection.vendor.id connection.vendor.name contract.id created external_id
      external_uid hub.id hub.name id items marketplace.id marketplace.name params.id
      params.value pending_request pending_request.template product.id product.name
      product.title status template template.id tiers.customer.external_id
      tiers.customer.external_uid tiers.customer.id tiers.customer.name tiers.tier1.id
      tiers.tier2.id updated
    `),
    orders: names(`
      created marketplace.id marketplace.name product.name product.title status
      tiers.customer.id tiers.customer.name updated
    `),
  },
  tierRequests: {
    filters: names(`
      assignee.id assignee.name configuration configuration.account.external_id
      configuration.account.external_uid configuration.account.hub.id
      configuration.account.hub.name configuration.account.id
      configuration.configuration configuration.connection.type
      configuration.contract.id configuration.id configuration.marketplace.id
      configuration.marketplace.name configuration.params
      configuration.product.capabilities configuration.product.id
      configuration.product.name configuration.tier_level created environment id
      params.id params.value sli.days sli.zone status template.id tiers type unassigned
      updated
    `),
    orders: names(`
      assignee.id assignee.name configuration.account.hub.id configuration.account.id
      configuration.contract.id configuration.id configuration.marketplace.id
      configuration.marketplace.name configuration.product.id configuration.product.name
      configuration.tier_level created id sli.days sli.zone status type updated
    `),
  },
  tierConfigs: {
    filters: names(`
      account.company_name account.external_id account.external_uid account.id
      configuration connection.id connection.product_version_type connection.type
      contract.id created id marketplace.id marketplace.name params.id params.value
      product.id product.name status template.id tier_level updated
    `),
    orders: names(`
      account.company_name account.id connection.id connection.product_version_type
      contract.id created id marketplace.id marketplace.name product.id product.name
      status tier_level updated
    `),
  },
  tierAccounts: {
    filters: names(`
      contact_info contact_info.contact.email db events.created.at events.created.by
      events.updated.by external_id external_uid hub.id hub.name id name owner.id
      owner.name parent.id parent.name parent.parent.id scopes tax_id type version
    `),
    orders: names(`
      db events.created.at external_id hub.id hub.name name owner.id owner.name
      parent.name
    `),
  },
  tierAccountRequests: {
    filters: names(`
      account.external_id account.external_uid account.hub.id account.hub.name
      account.id account.name account.version events.created.at id product.id
      product.name status
    `),
    orders: names(`
      account.external_id account.external_uid account.hub.id account.hub.name
      account.id account.name events.created.at id product.id product.name status
    `),
  },
  usageFiles: {
    filters: names(`
      contract.id contract.name created.at distribution_contract_id environment
      external_id id marketplace.id marketplace.name marketplace_id name product.id
      product.name product_id provider.id provider.name provider_id schema status
      vendor.id vendor.name vendor_id
    `),
    orders: names(`
      contract.name created.at environment id marketplace.name product.name
      provider.name schema status vendor.name
    `),
  },
  usageRecords: {
    filters: names(`
      asset.external_id asset.external_uid asset.id asset_external_id asset_external_uid
      asset_id created_time end_date hub.id item.id item_id part_usage_file.hub.id
      product.id product_id start_date status usage_file usage_start_time usagefile.id
      usagefile.schema
    `),
    orders: names(`
      created_time status usage_start_time
    `),
  },
  billedAssets: {
    filters: names(`
      billing.next_date billing.period.uom connection.hub.id connection.hub.name
      connection.id connection.provider.id connection.provider.name connection.type
      connection.vendor.id connection.vendor.name contract.id events.created.at
      events.updated.at external_id external_uid id items marketplace.id
      marketplace.name params.id params.name params.value pending_request
      pending_request.template product.id product.name status template tiers.customer.id
      tiers.customer.name tiers.tier1.id tiers.tier2.id
    `),
    orders: names(`
      billing.next_date events.created.at
    `),
  },
  billingRequests: {
    filters: names(`
      asset.billing.next_date asset.billing.period.uom asset.connection.hub.id
      asset.connection.hub.name asset.connection.id asset.connection.provider.id
      asset.connection.provider.name asset.connection.type asset.connection.vendor.id
      asset.connection.vendor.name asset.contract.id asset.external_id
      asset.external_uid asset.id asset.marketplace.id asset.marketplace.name
      asset.params.name asset.params.value asset.product.id asset.product.name
      asset.tiers.customer.id asset.tiers.customer.name asset.tiers.tier1.id
      asset.tiers.tier2.id events.created.at events.updated.at id period.from period.to
      period.uom type
    `),
    orders: names(`
      asset.marketplace.name asset.product.name events.created.at
    `),
  },
  conversations: {
    filters: names(`
      created events.created.at id instance_id
    `),
    orders: names(`
      created events.created.at
    `),
  },
  products: {
    filters: names(`
      events.created.at events.published.at events.published.by.id
      events.published.by.name events.updated.at events.updated.by.id
      events.updated.by.name external_id groups.id id name owner.id owner.name
      purchase_model replacement.id sourcing.marketplaces status visibility.catalog
      visibility.listing visibility.owner visibility.syndication category.id
      category.parent
    `),
    orders: names(`
      events.created.at events.published.at events.published.by.id
      events.published.by.name events.updated.at events.updated.by.id
      events.updated.by.name name
    `),
  },
  items: {
    filters: names(`
      app.id applicability commitment.count description.value display_name dynamic
      events.created.at events.saleended.at events.updated.at external_id frozen
      group.id group.mpn group.name id item_type local_id mpn name period replacement.id
      status type unit.title usage_data_type verbose_id version
    `),
    orders: undefined,
  },
} as const satisfies Record<string, Offered>;

export type Collection = keyof typeof OFFERED;
