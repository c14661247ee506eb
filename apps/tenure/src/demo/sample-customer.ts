import { isRequestType } from "@tenure/machine";

import type { BuyersRequest, DistributorApi } from "./distributor-api.ts";

/** What the customer's side needs to go on with requests that wait for it. */
export interface SampleCustomer {
  /** Looks once, and does what each request waits for. */
  readonly act: () => Promise<void>;
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

  async function fillForm(request: BuyersRequest): Promise<void> {
    const code = new URL(request.params_form_url ?? "http://none.invalid").searchParams.get("code");
    const params = request.asset.params
      .filter(({ value_error }) => (value_error ?? "") !== "")
      .map(({ id }) => ({ id, value: "answered" }));
    await distributor.act(request.id, `pend?code=${code ?? ""}`, { asset: { params } });
  }

  return {
    act: async () => {
      const requests = (await distributor.requests()).filter(({ type }) => isRequestType(type));
      const inStatus = (status: string) => requests.filter((request) => request.status === status);
      await Promise.all([
        ...inStatus("draft").map(submit),
        ...inStatus("inquiring").map(fillForm),
        vendor.approveTierRequests(),
      ]);
    },
  };
}
