import {
  approve,
  inquire,
  postpone,
  reject,
  schedule,
  type Handler,
  type HandlerCall,
  type Handlers,
} from "@tenure/connect";
import type { Clock } from "@tenure/engine";
import type { BrokenPromiseCode, FreshVendor, VendorFactory } from "@tenure/testing/connect";

interface Licence {
  readonly key: string;
  seats: number;
  status: "on" | "off" | "closed";
}

/** A vendor's own service, which keeps a licence for each subscription and takes each operation once. */
export class LicenceVendor {
  readonly licences = new Map<string, Licence>();
  readonly letters: string[] = [];
  readonly done = new Set<string>();
  readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Does what a request asks for, unless the key says that it was done. */
  serve({ request, idempotencyKey }: HandlerCall): string {
    const { id } = request.asset;
    if (!this.done.has(idempotencyKey)) {
      this.done.add(idempotencyKey);
      const seats = Number(request.asset.items?.at(0)?.quantity ?? 0);
      const licence = this.licences.get(id);
      if (licence === undefined) {
        this.licences.set(id, { key: `L-${this.licences.size + 1}`, seats, status: "on" });
      } else if (request.type === "change") licence.seats = seats;
      else if (request.type === "suspend") licence.status = "off";
      else if (request.type === "resume") licence.status = "on";
      else if (request.type === "cancel") licence.status = "closed";
    }
    return this.licences.get(id)?.key ?? "";
  }

  observe(): unknown {
    return { licences: this.licences, letters: this.letters };
  }
}

/** Handlers that do the same for every type. */
export function forAll(handler: Handler): Handlers {
  return {
    purchase: handler,
    change: handler,
    suspend: handler,
    resume: handler,
    cancel: handler,
    otherwise: handler,
  };
}

/** A factory of vendors whose handlers are made for them. */
export function vendorWith(handlersOf: (vendor: LicenceVendor) => Handlers): VendorFactory {
  return ({ clock }): FreshVendor => {
    const vendor = new LicenceVendor(clock);
    return { handlers: handlersOf(vendor), observe: () => vendor.observe() };
  };
}

const approved = (key: string) => approve({ parameters: { subscription_id: key } });
const day = 86_400_000;

/** Vendors that keep every promise, each by another way of working. */
export const soundVendors: Readonly<Record<string, VendorFactory>> = {
  "that answers at once": vendorWith((vendor) => forAll((call) => approved(vendor.serve(call)))),
  "that is slow": vendorWith((vendor) =>
    forAll(async (call) => {
      await vendor.clock.sleep(50_000, call.signal);
      const key = vendor.serve(call);
      await vendor.clock.sleep(60_000, call.signal);
      return approved(key);
    }),
  ),
  "that begins, postpones, and ends what it has begun": vendorWith((vendor) => {
    const begun = new Map<string, number>();
    return forAll((call) => {
      const since = begun.get(call.idempotencyKey) ?? vendor.clock.now();
      begun.set(call.idempotencyKey, since);
      const left = since + day - vendor.clock.now();
      return left > 0 ? postpone({ milliseconds: left }) : approved(vendor.serve(call));
    });
  }),
  "that goes on at the second call after it postponed the first": vendorWith((vendor) => {
    const begun = new Set<string>();
    return forAll((call) => {
      if (begun.has(call.idempotencyKey)) return approved(vendor.serve(call));
      begun.add(call.idempotencyKey);
      return postpone({ milliseconds: 60_000 });
    });
  }),
  "that asks for what is missing": vendorWith((vendor) => ({
    ...forAll((call) => approved(vendor.serve(call))),
    purchase: (call) =>
      call.parameter("ordering", "admin_email")?.includes("example.com") === true
        ? approved(vendor.serve(call))
        : inquire({ parameters: { admin_email: "Please give an address at example.com." } }),
  })),
  "that schedules": vendorWith((vendor) => ({
    ...forAll((call) => approved(vendor.serve(call))),
    cancel: (call) => {
      const due = new Date(Date.parse(call.request.created ?? "") + 10 * day);
      return vendor.clock.now() < due.getTime()
        ? schedule(due.toISOString())
        : approved(vendor.serve(call));
    },
  })),
  "that refuses large orders and says why": vendorWith((vendor) =>
    forAll((call) =>
      Number(call.request.asset.items?.at(0)?.quantity) > 1000
        ? reject("That many seats are not sold.", { message: "Please order up to 1000 seats." })
        : approved(vendor.serve(call)),
    ),
  ),
  "that chooses a template and posts a message": vendorWith((vendor) =>
    forAll((call) =>
      approve({
        template: "Default Activation Template",
        parameters: { subscription_id: vendor.serve(call) },
        message: "Welcome.",
      }),
    ),
  ),
};

/** Vendors that break one promise each, as handlers are broken in the field. */
export interface BrokenVendor {
  readonly fault: string;
  readonly code: BrokenPromiseCode;
  readonly requestType: string;
  readonly vendor: VendorFactory;
}

const sound = (vendor: LicenceVendor) => forAll((call) => approved(vendor.serve(call)));
const breaking =
  (requestType: "purchase" | "change" | "suspend" | "resume" | "cancel") =>
  (
    fault: string,
    code: BrokenPromiseCode,
    broken: (vendor: LicenceVendor) => Handler,
  ): BrokenVendor => ({
    fault,
    code,
    requestType,
    vendor: vendorWith((vendor) => ({ ...sound(vendor), [requestType]: broken(vendor) })),
  });

export const brokenVendors: readonly BrokenVendor[] = [
  breaking("purchase")("makes a licence at each call", "not_idempotent", (vendor) => (call) => {
    const key = `L-${vendor.licences.size + 1}`;
    vendor.licences.set(`${call.request.asset.id}/${vendor.licences.size}`, {
      key,
      seats: 1,
      status: "on",
    });
    return approved(key);
  }),
  breaking("purchase")("sends a letter at each call", "not_idempotent", (vendor) => (call) => {
    vendor.letters.push(call.request.id);
    return approved(vendor.serve(call));
  }),
  breaking("change")("adds the difference at each call", "not_idempotent", (vendor) => (call) => {
    const licence = vendor.licences.get(call.request.asset.id);
    if (licence !== undefined) licence.seats += 1;
    return approve();
  }),
  breaking("cancel")("bills at each call, unawaited", "not_idempotent", (vendor) => (call) => {
    void Promise.resolve().then(() => vendor.letters.push(`bill ${call.request.id}`));
    return approved(vendor.serve(call));
  }),
  breaking("purchase")("orders again, then postpones", "not_idempotent", (vendor) => (call) => {
    if (vendor.letters.filter((id) => id === call.request.id).length > 4) {
      return approved(vendor.serve(call));
    }
    vendor.letters.push(call.request.id);
    return postpone({ milliseconds: 1000 });
  }),
  breaking("resume")("makes another key at each call", "not_idempotent", (vendor) => (call) => {
    const { id } = call.request.asset;
    const key = `L-${vendor.letters.length}-${vendor.licences.get(id)?.key ?? ""}`;
    vendor.licences.set(id, { key, seats: 1, status: "on" });
    return approved(key);
  }),
  breaking("purchase")(
    "forgets the required parameter",
    "required_parameter_empty",
    (vendor) => (call) => {
      vendor.serve(call);
      return approve();
    },
  ),
  breaking("purchase")(
    "forgets it only when it is called again",
    "required_parameter_empty",
    (vendor) => (call) => {
      if (vendor.done.has(call.idempotencyKey)) return approve();
      return approved(vendor.serve(call));
    },
  ),
  breaking("suspend")(
    "empties the required parameter",
    "required_parameter_empty",
    () => () => approve({ parameters: { subscription_id: " " } }),
  ),
  breaking("purchase")("throws without a note", "throws", (vendor) => (call) => {
    if (call.parameter("ordering", "company_note") === "") throw new TypeError("no note");
    return approved(vendor.serve(call));
  }),
  breaking("purchase")("throws when it finds its own work", "throws", (vendor) => (call) => {
    if (vendor.done.has(call.idempotencyKey)) throw new Error("the licence exists");
    return approved(vendor.serve(call));
  }),
  breaking("change")(
    "rejects its promise for a large order",
    "throws",
    (vendor) => async (call) => {
      await vendor.clock.sleep(10);
      if (Number(call.request.asset.items?.at(0)?.quantity) > 1000)
        throw new RangeError("too many");
      return approved(vendor.serve(call));
    },
  ),
  breaking("purchase")("never resolves", "hangs", () => () => new Promise(() => undefined)),
  breaking("resume")("waits for an hour", "hangs", (vendor) => async (call) => {
    await vendor.clock.sleep(3_600_000);
    return approved(vendor.serve(call));
  }),
  breaking("purchase")(
    "names a template there is not",
    "template_unknown",
    (vendor) => (call) =>
      approve({ template: "Wellcome", parameters: { subscription_id: vendor.serve(call) } }),
  ),
  breaking("change")(
    "gives the id of a template there is not",
    "template_unknown",
    () => () => approve({ template: "TL-999-999-999" }),
  ),
  breaking("purchase")(
    "asks with the template for approvals",
    "template_unknown",
    () => () =>
      inquire({
        template: "Default Activation Template",
        parameters: { admin_email: "Which one?" },
      }),
  ),
  breaking("cancel")("answers nothing on one path", "invalid_answer", (vendor) => (call) => {
    vendor.serve(call);
    return undefined as never;
  }),
];
