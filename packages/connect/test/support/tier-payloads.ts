/** A tier configuration request as the platform shows it, with what a test wants to be different. */
export function tierRequestPayload(
  change: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    id: "TCR-100-200-300-001",
    type: "setup",
    status: "draft",
    configuration: {
      id: "TC-100-200-300",
      name: "Configuration of TA-1000-2000-3000",
      account: { id: "TA-1000-2000-3000", name: "A reseller" },
      product: { id: "PRD-100-200-300", name: "Backup" },
      tier_level: 1,
      connection: { id: "CT-1000-2000", type: "production" },
      params: [],
      status: "processing",
      marketplace: { id: "MP-10001", name: "Nordics" },
      configuration: { params: [{ id: "region", value: "eu" }] },
    },
    params: [
      {
        id: "partner_number",
        type: "text",
        scope: "tier1",
        phase: "ordering",
        value: "000000",
        value_error: "",
        constraints: { required: true, hidden: false, unique: false },
      },
      { id: "programs", type: "checkbox", scope: "tier1", structured_value: { gold: true } },
    ],
    environment: "production",
    assignee: "",
    effective_date: null,
    ...change,
  };
}
