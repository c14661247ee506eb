import {
  lifecycleStateSchema,
  type Awaited as AwaitedParty,
  type RequestState,
} from "@tenure/machine";
import { z } from "zod";

import type { Facet, ListFilter } from "../ports/listing.ts";
import { questionInvalid } from "./question-invalid.ts";

/**
 * Narrows what is listed or counted. Several fields narrow together; of a list of values any fits, an
 * empty one does not narrow.
 */
export interface SubscriptionFilter extends Omit<ListFilter, "tenant"> {
  /** One tenant, or `*` for all that are served. Left out: the tenant `default` only. */
  readonly tenant?: string;
}

const requestStates: Readonly<Record<RequestState, true>> = {
  none: true,
  draft: true,
  tiersSetup: true,
  pending: true,
  inquiring: true,
  scheduled: true,
  revoking: true,
  stuck: true,
};

const parties: Readonly<Record<AwaitedParty, true>> = {
  nobody: true,
  vendor: true,
  platform: true,
  customer: true,
  distributor: true,
  schedule: true,
  operator: true,
};

const oneOf = (values: Readonly<Record<string, true>>) =>
  z.array(z.enum(Object.keys(values))).optional();

const filterSchema = z.strictObject({
  status: z.array(lifecycleStateSchema).optional(),
  requestState: oneOf(requestStates),
  awaited: oneOf(parties),
  requestType: z.array(z.string().min(1)).optional(),
  product: z.array(z.string().min(1)).optional(),
  adapter: z.string().min(1).optional(),
  tenant: z.string().optional(),
});

const facetSchema = z.array(z.keyof(filterSchema));

/** @throws TenureError `question_invalid` */
export function checkFacets<Of extends Facet>(facets: readonly Of[]): readonly Of[] {
  const parsed = facetSchema.safeParse(facets);
  if (parsed.success) return facets;
  throw questionInvalid(`The facets are wrong:\n${z.prettifyError(parsed.error)}`);
}

/** Sees to it that a misspelled state is an error, and not an empty answer. */
export function checkFilter(filter: SubscriptionFilter): SubscriptionFilter {
  const parsed = filterSchema.safeParse(filter);
  if (parsed.success) return filter;
  throw questionInvalid(`The filter is wrong:\n${z.prettifyError(parsed.error)}`);
}
