import { DEFAULT_CONNECTION_ID, type ConnectSimulator } from "@tenure/simulator";

/** How a subscription came to where it stands: its requests, oldest first, and its status after them. */
interface Life {
  readonly name: string;
  readonly status: string;
  readonly requests: readonly (readonly [type: string, status: string])[];
}

const ended = (type: string) => [type, "approved"] as const;
const bought = ended("purchase");
const held = [bought, ended("suspend")] as const;

const opened = (
  type: string,
  statuses: readonly string[],
  status: string,
  before: Life["requests"],
): readonly Life[] =>
  statuses.map((shown) => ({
    name: `${type} ${shown} on ${status}`,
    status,
    requests: [...before, [type, shown]],
  }));

const openStatuses = ["pending", "inquiring", "scheduled", "revoking"];

/** Every status of a subscription, and in each the requests that may be in progress. */
export const lives: readonly Life[] = [
  { name: "active", status: "active", requests: [bought] },
  { name: "active, once held", status: "active", requests: [...held, ended("resume")] },
  { name: "suspended", status: "suspended", requests: held },
  { name: "terminated", status: "terminated", requests: [bought, ended("cancel")] },
  { name: "never bought", status: "terminated", requests: [["purchase", "failed"]] },
  ...opened("purchase", ["draft"], "draft", []),
  ...opened("purchase", ["tiers_setup", ...openStatuses], "processing", []),
  ...opened("change", ["draft", ...openStatuses], "active", [...held, ended("resume")]),
  ...opened("adjustment", ["pending"], "active", [bought]),
  ...opened("suspend", ["pending", "scheduled", "revoking"], "active", [bought]),
  ...opened("resume", ["pending"], "suspended", held),
  ...opened("cancel", ["pending", "scheduled", "revoking"], "terminating", [bought]),
  ...opened("cancel", ["pending"], "terminating", held),
  ...opened("renew", ["pending"], "active", [bought]),
  ...opened("transfer", ["pending"], "active", [bought]),
];

const finalStatuses = new Set(["approved", "failed", "revoked"]);

/** A subscription on the platform, and what is in progress there. */
export interface Placed {
  readonly id: string;
  readonly productId: string;
  readonly life: Life;
  readonly openRequest: string | undefined;
}

const momentOf = (seconds: number): string =>
  `${new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString().slice(0, 19)}+00:00`;

function documentsOf({ id, productId, life }: Placed, bornAt: number): readonly object[] {
  const asset = {
    id,
    external_uid: crypto.randomUUID(),
    product: { id: productId },
    connection: { id: DEFAULT_CONNECTION_ID, type: "production" },
    items: [
      { id: "SEATS", global_id: `${productId}-0001`, quantity: "3", item_type: "Reservation" },
    ],
    params: [
      { id: "admin_email", value: `${id}@customer.example`, phase: "ordering" },
      { id: "subscription_id", value: "", phase: "fulfillment", constraints: { required: true } },
    ],
    tiers: {
      customer: { id: "TA-1", name: "A Customer" },
      tier1: { id: "TA-2", name: "A Reseller" },
    },
  };
  const requests = life.requests.map(([type, status], index) => ({
    id: `${id.replace("AS", "PR")}-${String(index + 1).padStart(3, "0")}`,
    type,
    status,
    created: momentOf(bornAt + index * 86_400),
    updated: momentOf(bornAt + index * 86_400 + 60),
    ...(status === "scheduled" ? { planned_date: "2126-03-01T00:00:00+00:00" } : {}),
    asset,
  }));
  const events = { created: { at: momentOf(bornAt) } };
  return [{ ...asset, status: life.status, events }, ...requests];
}

/**
 * Puts so many subscriptions on a platform as if they had lived there for years: of several products, every life
 * in turn, a third of them made within one second.
 */
export function populate(
  simulator: ConnectSimulator,
  { count, products, from = 0 }: { count: number; products: readonly string[]; from?: number },
): readonly Placed[] {
  const placed = Array.from({ length: count }, (_, index): Placed => {
    const number = from + index;
    const id = `AS-7000-${String(Math.floor(number / 10_000)).padStart(4, "0")}-${String(number % 10_000).padStart(4, "0")}`;
    const life = lives[number % lives.length] ?? { name: "", status: "active", requests: [] };
    const open = life.requests.findIndex(([, status]) => !finalStatuses.has(status));
    return {
      id,
      productId: products[number % products.length] ?? "",
      life,
      openRequest:
        open < 0 ? undefined : `${id.replace("AS", "PR")}-${String(open + 1).padStart(3, "0")}`,
    };
  });
  const report = simulator.place(
    placed.map((one, index) => ({
      source: one.id,
      // A migration made the first third within one second; the others came one after the other.
      body: documentsOf(one, index < count / 3 ? 0 : (from + index) * 600),
    })),
  );
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped.slice(0, 5)));
  return placed;
}
