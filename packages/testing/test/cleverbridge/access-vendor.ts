import { randomUUID } from "node:crypto";

import type { Clock, SubscriptionChange, SubscriptionRecord } from "@tenure/engine";
import { lifecycleOf, type Snapshot } from "@tenure/machine";
import type {
  BrokenPromiseCode,
  ChangeHandlers,
  ChangeTools,
  FreshVendor,
  VendorFactory,
} from "@tenure/testing/cleverbridge";

interface Account {
  access: "open" | "locked" | "closed";
  products: readonly string[];
}

type Changed = ChangeHandlers["changed"];

/** Whom a subscription of this status lets in. */
function accessOf(status: string): Account["access"] {
  if (status === "active" || status === "terminating") return "open";
  return status === "terminated" ? "closed" : "locked";
}

const productsOf = ({ context }: Snapshot): readonly string[] =>
  context.items.filter(({ status }) => status === "active").map(({ mpn }) => String(mpn));

/** A vendor's own service, which lets customers in, locks them out, and writes letters. */
export class AccessVendor {
  readonly accounts = new Map<string, Account>();
  readonly letters: string[] = [];
  /** Changes that were handled. */
  readonly done = new Set<string>();
  readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  set(key: string, snapshot: Snapshot): void {
    const access = accessOf(lifecycleOf(snapshot));
    this.accounts.set(key, { access, products: productsOf(snapshot) });
  }

  /** As a subscription was after a change. */
  async follow({ key, entry }: SubscriptionChange, { engine }: ChangeTools): Promise<void> {
    this.set(key, await engine.at(key, entry.version));
  }

  observe(): unknown {
    return { accounts: this.accounts, letters: this.letters };
  }

  disagrees({ key, status }: SubscriptionRecord): string | undefined {
    const access = this.accounts.get(key)?.access ?? "locked";
    return access === accessOf(status) ? undefined : `the account is ${access}`;
  }
}

/** A factory of vendors, with what each process makes for them when it starts. */
export function vendorWith(processOf: (vendor: AccessVendor) => Changed): VendorFactory {
  return ({ clock }): FreshVendor => {
    const vendor = new AccessVendor(clock);
    return {
      handlers: () => ({ changed: processOf(vendor) }),
      observe: () => vendor.observe(),
      disagrees: (record) => vendor.disagrees(record),
    };
  };
}

const nameOf = ({ key, entry }: SubscriptionChange): string => `${key}/${entry.version}`;

/** Vendors that keep every promise, each by another way of working. */
export const soundVendors: Readonly<Record<string, VendorFactory>> = {
  "that sets what the record was after the change": vendorWith(
    (vendor) => (change, tools) => vendor.follow(change, tools),
  ),
  "that sets what the record is at present": vendorWith((vendor) => async ({ key }, { engine }) => {
    const record = await engine.get(key);
    if (record !== undefined) vendor.set(key, record.snapshot);
  }),
  "that is slow": vendorWith((vendor) => async (change, tools) => {
    await vendor.clock.sleep(50_000, tools.signal);
    await vendor.follow(change, tools);
    await vendor.clock.sleep(60_000, tools.signal);
  }),
  "that notes which changes it has handled, and writes a letter for each move": vendorWith(
    (vendor) => async (change, tools) => {
      if (vendor.done.has(nameOf(change))) return;
      const before = vendor.accounts.get(change.key)?.access;
      await vendor.follow(change, tools);
      const after = vendor.accounts.get(change.key)?.access;
      if (before !== after) vendor.letters.push(`${change.key} is ${after}`);
      vendor.done.add(nameOf(change));
    },
  ),
  "that draws the numbers of its licenses": vendorWith((vendor) => async (change, tools) => {
    await vendor.follow(change, tools);
    const account = vendor.accounts.get(change.key);
    const owned = vendor.letters.some((letter) => letter.startsWith(change.key));
    if (account?.access === "open" && !owned) vendor.letters.push(`${change.key} ${randomUUID()}`);
  }),
  "that writes down when it let somebody in": vendorWith((vendor) => async (change, tools) => {
    await vendor.follow(change, tools);
    const since = vendor.letters.some((letter) => letter.startsWith(change.key));
    if (!since && vendor.accounts.get(change.key)?.access === "open") {
      vendor.letters.push(`${change.key} since ${vendor.clock.now()}`);
    }
  }),
  "that writes down when what is at present was seen": vendorWith(
    (vendor) =>
      async ({ key }, { engine }) => {
        const record = await engine.get(key);
        if (record === undefined) return;
        const before = vendor.accounts.get(key)?.access;
        vendor.set(key, record.snapshot);
        const after = vendor.accounts.get(key)?.access;
        if (before !== after) vendor.letters.push(`${key} ${after} at ${vendor.clock.now()}`);
      },
  ),
  "that ends a moment later what it has begun": vendorWith((vendor) => async (change, tools) => {
    if (vendor.done.has(change.key)) return vendor.follow(change, tools);
    vendor.done.add(change.key);
    vendor.letters.push(`${change.key} is being made`);
    void vendor.clock.sleep(1000).then(() => vendor.letters.push(`${change.key} is made`));
    return vendor.follow(change, tools);
  }),
  "that keeps in memory what it can read again": vendorWith((vendor) => {
    const known = new Map<string, string>();
    return async (change, tools) => {
      const { key } = change;
      const before = known.get(key) ?? vendor.accounts.get(key)?.access;
      await vendor.follow(change, tools);
      const after = vendor.accounts.get(key)?.access;
      if (after === undefined) return;
      known.set(key, after);
      if (before !== after && !vendor.done.has(nameOf(change))) {
        vendor.letters.push(`${key}: ${after}`);
      }
      vendor.done.add(nameOf(change));
    };
  }),
};

/** Vendors that break one promise each, as what follows changes is broken in the field. */
export interface BrokenVendor {
  readonly fault: string;
  readonly code: BrokenPromiseCode;
  readonly vendor: VendorFactory;
}

const broken = (
  code: BrokenPromiseCode,
  fault: string,
  processOf: (vendor: AccessVendor) => Changed,
): BrokenVendor => ({ code, fault, vendor: vendorWith(processOf) });

export const brokenVendors: readonly BrokenVendor[] = [
  broken("not_idempotent", "writes a letter at each call", (vendor) => async (change, tools) => {
    await vendor.follow(change, tools);
    if (change.entry.event.type === "request.approved") vendor.letters.push(nameOf(change));
  }),
  broken("not_idempotent", "counts the renewals", (vendor) => async (change, tools) => {
    await vendor.follow(change, tools);
    const { event } = change.entry;
    if (event.type !== "request.approved" || event.request.type !== "renew") return;
    const terms = Number(vendor.letters.pop() ?? "0");
    vendor.letters.push(String(terms + 1));
  }),
  broken("not_idempotent", "notes in memory what it has handled", (vendor) => {
    const done = new Set<string>();
    return async (change, tools) => {
      await vendor.follow(change, tools);
      if (!done.has(nameOf(change))) vendor.letters.push(nameOf(change));
      done.add(nameOf(change));
    };
  }),
  broken("not_idempotent", "notes it in memory, and reads what is at present", (vendor) => {
    const done = new Set<string>();
    return async (change, { engine }) => {
      const record = await engine.get(change.key);
      if (record?.status === "active" && !done.has(nameOf(change))) {
        vendor.letters.push(nameOf(change));
      }
      done.add(nameOf(change));
    };
  }),
  broken("not_idempotent", "draws another number each time", (vendor) => async (change, tools) => {
    await vendor.follow(change, tools);
    if (vendor.accounts.get(change.key)?.access !== "open") return;
    vendor.letters[0] = randomUUID();
  }),
  broken("not_idempotent", "writes unawaited", (vendor) => async (change, tools) => {
    await vendor.follow(change, tools);
    if (change.entry.event.type !== "renewal.changed") return;
    void Promise.resolve().then(() => vendor.letters.push(nameOf(change)));
  }),
  broken("throws", "finds its own work", (vendor) => async (change, tools) => {
    if (vendor.done.has(nameOf(change))) throw new Error("the license exists");
    vendor.done.add(nameOf(change));
    await vendor.follow(change, tools);
  }),
  broken("throws", "takes every event for one of a request", (vendor) => async (change, tools) => {
    await vendor.follow(change, tools);
    const { request } = change.entry.event as { readonly request: { readonly type: string } };
    if (request.type === "purchase") vendor.letters.length = 0;
  }),
  broken("throws", "does not know a product", (vendor) => async (change, tools) => {
    await vendor.follow(change, tools);
    const products = vendor.accounts.get(change.key)?.products;
    if (products?.includes("103") === true) throw new RangeError("there is no plan 103");
  }),
  broken("throws", "is not asked for a refused command", (vendor) => async (change, tools) => {
    if (change.entry.verdict.type === "refused") throw new TypeError("refused");
    await vendor.follow(change, tools);
  }),
  broken("hangs", "never resolves", () => () => new Promise<void>(() => undefined)),
  broken("hangs", "waits for an hour when it ends", (vendor) => async (change, tools) => {
    await vendor.follow(change, tools);
    if (vendor.accounts.get(change.key)?.access === "closed") await vendor.clock.sleep(3_600_000);
  }),
  broken("forgets", "compares with what it has in memory", (vendor) => {
    const before = new Map<string, string>();
    return async ({ key, entry }, { engine }) => {
      const status = lifecycleOf(await engine.at(key, entry.version));
      const known = before.get(key);
      before.set(key, status);
      if (known !== undefined && known !== status) {
        vendor.accounts.set(key, { access: accessOf(status), products: [] });
      }
    };
  }),
  broken("forgets", "remembers who was introduced", (vendor) => {
    const introduced = new Set<string>();
    return async (change, tools) => {
      if (change.entry.version === 1) introduced.add(change.key);
      if (introduced.has(change.key)) await vendor.follow(change, tools);
    };
  }),
  broken("forgets", "gathers before it writes", (vendor) => {
    const gathered: string[] = [];
    return async (change, tools) => {
      await vendor.follow(change, tools);
      gathered.push(nameOf(change));
      if (gathered.length < 3) return;
      vendor.letters.splice(0, Infinity, ...new Set([...vendor.letters, ...gathered.splice(0)]));
    };
  }),
  broken("disagrees", "heeds approved requests only", (vendor) => async (change, tools) => {
    if (change.entry.event.type === "request.approved") await vendor.follow(change, tools);
  }),
  broken("disagrees", "takes access when the end is ordered", (vendor) => async (change, tools) => {
    await vendor.follow(change, tools);
    const { event } = change.entry;
    const isCancel = event.type === "command.cancel" || event.type === "request.scheduled";
    const account = vendor.accounts.get(change.key);
    if (isCancel && account !== undefined) account.access = "closed";
  }),
  broken("disagrees", "takes a refused command for done", (vendor) => async (change, tools) => {
    const { event } = change.entry;
    await vendor.follow(change, tools);
    const account = vendor.accounts.get(change.key);
    if (event.type === "command.cancel" && change.entry.verdict.type === "refused" && account) {
      account.access = "closed";
    }
  }),
  broken("disagrees", "knows of no hold", (vendor) => async (change, tools) => {
    const { key, entry } = change;
    const status = lifecycleOf(await tools.engine.at(key, entry.version));
    if (status !== "suspended") await vendor.follow(change, tools);
  }),
];
