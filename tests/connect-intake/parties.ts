import { DISTRIBUTOR_KEY, VENDOR_KEY, type ConnectSimulator } from "@tenure/simulator";

import { purchaseBody } from "../purchase-body.ts";
import { Party, type Shown } from "./party.ts";

/** What somebody does on the platform, not through the engine. */
export const deeds = [
  "purchase",
  "draft purchase",
  "draft change",
  "change",
  "suspend",
  "resume",
  "cancel",
  "adjustment",
  "go on",
  "go wrong",
  "ask",
  "put off",
] as const;
export type Deed = (typeof deeds)[number];

/** Those that are done to a request there is. */
const moves: ReadonlySet<Deed> = new Set(["go on", "go wrong", "ask", "put off"]);

/** Buyer and vendor at the platform's own portal, and what they know of. */
export class Parties {
  readonly buyer: Party;
  readonly vendor: Party;
  readonly assets: string[] = [];
  /** As they were when they were last written. */
  readonly requests = new Map<string, Shown>();
  readonly #now: () => number;
  #count = 0;

  constructor(simulator: ConnectSimulator, now: () => number) {
    this.buyer = new Party(simulator, DISTRIBUTOR_KEY);
    this.vendor = new Party(simulator, VENDOR_KEY);
    this.#now = now;
  }

  #keep(shown: Shown | undefined): Shown | undefined {
    if (shown === undefined) return undefined;
    this.requests.set(shown.id, shown);
    if (!this.assets.includes(shown.asset.id)) this.assets.push(shown.asset.id);
    return shown;
  }

  #open(type: string, asset: string, more: object = {}): Promise<Shown | undefined> {
    const party = type === "adjustment" ? this.vendor : this.buyer;
    this.#count += 1;
    const contents: Readonly<Record<string, object>> = {
      change: { items: [{ id: "PRD-100-000-001-0001", quantity: this.#count + 1 }] },
      adjustment: { params: [{ id: "subscription_id", value: `V-${this.#count}` }] },
    };
    const body = { type, asset: { id: asset, ...contents[type] }, ...more };
    return party.write("POST", "/requests", body);
  }

  /** The next step of a request on its way: forth, wrong, back to the buyer, or later. */
  async #move(request: Shown, deed: Deed): Promise<Shown | undefined> {
    const path = `/requests/${request.id}`;
    const act = (party: Party, action: string, body?: object) =>
      party.write("POST", `${path}/${action}`, body);
    switch (`${request.status} ${deed}`) {
      case "draft go on":
        return act(this.buyer, request.type === "purchase" ? "purchase" : "submit");
      case "draft go wrong":
        if (await this.buyer.remove(path)) this.requests.delete(request.id);
        return undefined;
      case "pending go on": {
        const params = [{ id: "subscription_id", value: "V-1" }];
        await this.vendor.write("PUT", path, { asset: { params } });
        return act(this.vendor, "approve", { activation_tile: "Welcome" });
      }
      case "pending go wrong":
      case "inquiring go wrong":
        return act(this.vendor, "fail", { reason: "No." });
      case "pending ask": {
        const params = [{ id: "admin_email", value_error: "Is that you?" }];
        await this.vendor.write("PUT", path, { asset: { params } });
        return act(this.vendor, "inquire");
      }
      case "pending put off": {
        const planned = new Date(this.#now() + 90_000).toISOString();
        return act(this.vendor, "schedule", { planned_date: planned });
      }
      case "inquiring go on":
        return act(this.buyer, "pend");
      case "scheduled go wrong":
        return act(this.buyer, "revoke", { reason: "Not any more." });
      default:
        return undefined;
    }
  }

  async #moveOne(deed: Deed, pick: number): Promise<Shown | undefined> {
    const open = [...this.requests.values()].filter(
      ({ status }) => !["approved", "failed", "revoked"].includes(status),
    );
    const request = open[pick % Math.max(1, open.length)];
    return request === undefined ? undefined : this.#move(request, deed);
  }

  #do(deed: Deed, pick: number): Promise<Shown | undefined> {
    const asset = this.assets[pick % Math.max(1, this.assets.length)] ?? "";
    if (deed === "purchase") return this.buyer.write("POST", "/requests", purchaseBody());
    if (deed === "draft purchase") {
      return this.buyer.write("POST", "/requests", { ...purchaseBody(), status: "draft" });
    }
    if (deed === "draft change") return this.#open("change", asset, { status: "draft" });
    return moves.has(deed) ? this.#moveOne(deed, pick) : this.#open(deed, asset);
  }

  /** Does it, to the one that is picked. What the platform refuses has not been done. */
  async does(deed: Deed, pick: number): Promise<Shown | undefined> {
    return this.#keep(await this.#do(deed, pick));
  }
}
