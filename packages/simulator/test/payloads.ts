/** A request as today's API shows it. */
export function current(rest: Record<string, unknown> = {}, asset: Record<string, unknown> = {}) {
  return {
    id: "PR-4000-0000-0001-001",
    type: "purchase",
    status: "pending",
    note: "",
    reason: "",
    created: "2024-05-01T10:00:00+00:00",
    updated: "2024-05-01T10:00:05.123456+00:00",
    answered: false,
    assignee: { id: "UR-1", name: "Agent", email: "agent@example.com" },
    activation_key: "",
    sla: { zone: 2 },
    asset: {
      id: "AS-4000-0000-0001",
      status: "processing",
      external_id: 899,
      external_uid: "00000000-0000-4000-8000-000000000001",
      product: { id: "PRD-400-000-001", name: "Storage", status: "published" },
      connection: { id: "CT-4000-0001", type: "production", vendor: { id: "VA-4", name: "V" } },
      items: [
        {
          id: "PRD_400_000_001_0001",
          global_id: "PRD-400-000-001-0001",
          mpn: "STO-1",
          quantity: "10",
          old_quantity: "0",
          type: "Gb",
          display_name: "Storage",
          period: "Monthly",
          item_type: "Reservation",
          renewal: { from: "2024-01-01" },
        },
        { id: "TRAFFIC", quantity: "unlimited", old_quantity: 0, item_type: "PPU" },
      ],
      params: [
        {
          id: "login",
          type: "email",
          phase: "ordering",
          value: "a@example.com",
          constraints: { required: true },
        },
        {
          id: "account",
          type: "text",
          phase: "fulfillment",
          value: "",
          constraints: { required: true },
        },
      ],
      tiers: { customer: { id: "TA-1", name: "Customer" }, tier1: {}, tier2: {} },
      marketplace: { id: "MP-4", name: "Market" },
      ...asset,
    },
    marketplace: { id: "MP-4", name: "Market" },
    contract: { id: "CRD-4", name: "Contract" },
    ...rest,
  };
}

/** A request as older tools kept it: hardly anything said, everything named differently. */
export function legacy(rest: Record<string, unknown> = {}) {
  return {
    id: "PR-5000-0000-FAIL",
    type: "purchase",
    status: "pending",
    created: "2018-09-03T10:28:18.472670+00:00",
    asset: {
      id: "AS-500-000-000-9",
      items: [
        { id: "SKU_A", mpn: "SKU-A", quantity: "100", old_quantity: "0" },
        { id: "SKU_GONE", mpn: "SKU-GONE", quantity: "0", old_quantity: "200" },
      ],
      params: [{ id: "teamID", name: "Team", value: "1", value_error: "" }],
      product: { id: "CN-500-000-000", name: "Old" },
    },
    ...rest,
  };
}
