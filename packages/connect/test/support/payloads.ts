/** A fulfillment request as the platform shows it, with what a test wants to be different. */
export function requestPayload(
  change: Readonly<Record<string, unknown>> = {},
  asset: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    id: "PR-1000-2000-3000-001",
    type: "purchase",
    status: "pending",
    note: "",
    reason: "",
    created: "2026-02-03T04:05:06+00:00",
    updated: "2026-02-03T04:05:06+00:00",
    assignee: "",
    activation_key: "",
    marketplace: { id: "MP-10001", name: "Nordics" },
    contract: { id: "CRD-10000-20000-30000", name: "Distribution" },
    asset: {
      id: "AS-1000-2000-3000",
      status: "processing",
      external_id: "40001",
      product: { id: "PRD-100-200-300", name: "Backup" },
      connection: { id: "CT-1000-2000", type: "production" },
      items: [
        {
          id: "PRD_100_200_300_0001",
          global_id: "PRD-100-200-300-0001",
          mpn: "BACKUP-10",
          quantity: "5",
          old_quantity: "0",
          type: "Gb",
          period: "Monthly",
          item_type: "Reservation",
        },
      ],
      params: [
        {
          id: "admin_email",
          type: "email",
          phase: "ordering",
          value: "admin@example.com",
          value_error: "",
        },
        { id: "tenant", type: "text", phase: "fulfillment", value: "", value_error: "" },
        { id: "options", type: "checkbox", phase: "ordering", structured_value: { trial: true } },
      ],
      tiers: { customer: { id: "TA-1000-2000-3000" }, tier1: {}, tier2: {} },
      configuration: { params: [{ id: "region", value: "eu" }] },
      ...asset,
    },
    ...change,
  };
}

/** A product with its capabilities. */
export function productPayload(
  capabilities: unknown = { subscription: { hold: true } },
): Record<string, unknown> {
  return { id: "PRD-100-200-300", name: "Backup", status: "published", capabilities };
}
