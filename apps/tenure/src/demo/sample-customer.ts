import { isRequestType } from "@tenure/machine";

import { DistributorApiError, type BuyersRequest, type DistributorApi } from "./distributor-api.ts";
import { isOn } from "./flag.ts";

/** What the customer's side needs to go on with requests that wait for it. */
export interface SampleCustomer {
  /** Looks once, and does what each request waits for. */
  readonly act: () => Promise<void>;
}

type Parameter = BuyersRequest["asset"]["params"][number];

/** What the form asks for: what is marked as wrong, and what is required and empty. */
function isAsked({ phase, value, value_error, constraints }: Parameter): boolean {
  if ((value_error ?? "") !== "") return true;
  return phase === "ordering" && isOn(constraints?.required) && (value ?? "") === "";
}

/** Somebody else was quicker, or the platform wants something else: the next look shows. */
async function unlessRefused(acting: Promise<void>): Promise<void> {
  try {
    await acting;
  } catch (error) {
    if (!(error instanceof DistributorApiError)) throw error;
  }
}

/**
 * Goes on with loaded requests that wait for somebody else than the vendor's handlers: submits drafts,
 * fills in inquiring forms, settles tier configurations. Requests of unknown types are left alone.
 */
export function sampleCustomer(
  distributor: DistributorApi,
  vendor: DistributorApi,
): SampleCustomer {
  async function submit({ id, type }: BuyersRequest): Promise<void> {
    await distributor.act(id, type === "purchase" ? "purchase" : "submit");
  }

  async function fillForm({ id, asset, params_form_url: form }: BuyersRequest): Promise<void> {
    const params = asset.params
      .filter(isAsked)
      .map((asked) => ({ id: asked.id, value: "answered" }));
    const code = form === undefined ? null : new URL(form).searchParams.get("code");
    if (params.length === 0 || code === null) await distributor.act(id, "pend");
    else await distributor.act(id, `pend?code=${code}`, { asset: { params } });
  }

  return {
    act: async () => {
      const requests = (await distributor.requests()).filter(({ type }) => isRequestType(type));
      const inStatus = (status: string) => requests.filter((request) => request.status === status);
      await Promise.all(
        [
          ...inStatus("draft").map(submit),
          ...inStatus("inquiring").map(fillForm),
          vendor.approveTierRequests(),
        ].map(unlessRefused),
      );
    },
  };
}
