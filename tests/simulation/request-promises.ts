import type { Seen } from "./agreement.ts";
import type { ShownRequest } from "./distributor.ts";
import { expectedRequests } from "./expected-ends.ts";
import type { World } from "./world.ts";

function vendorBreaches(
  { vendor }: World,
  { id }: ShownRequest,
  operations: number,
): readonly string[] {
  const calls = vendor.calls.filter(({ requestId }) => requestId === id);
  const keys = new Set(calls.map(({ idempotencyKey }) => idempotencyKey));
  const done = calls.filter(({ outcome }) => outcome === "done").length;
  return [
    ...(keys.size > 1 ? [`the vendor was called for ${id} under ${[...keys].join(", ")}`] : []),
    ...(done === operations ? [] : [`the vendor did ${id} ${done} times, not ${operations}`]),
  ];
}

/** How often the platform took an approval or a failure of the request. */
function endingCalls({ platform }: World, requestId: string): number {
  return platform.simulator.calls.filter(
    ({ method, path, status }) =>
      method === "POST" &&
      status >= 200 &&
      status < 300 &&
      (path.endsWith(`/${requestId}/approve`) || path.endsWith(`/${requestId}/fail`)),
  ).length;
}

/** Whether the platform itself failed it, without anybody's call. */
function endedByItself({ type, status }: ShownRequest, isBare: boolean): boolean {
  return isBare && type === "suspend" && status === "failed";
}

/** What is wrong with how the requests of one subscription ended. */
export function requestBreaches(world: World, { assetId, requests }: Seen): readonly string[] {
  const story = world.book.storyOf(assetId);
  if (story === undefined) return [`no story speaks of ${assetId}`];
  const expected = expectedRequests(story);
  const adjustments = requests.filter(({ type }) => type === "adjustment").length;
  const besides = story.steps.filter((step) => step.do === "changeBesideAdjustment").length;
  const asked = (world.operator.taken.get(assetId) ?? 0) + besides;
  return [
    ...(requests.length === expected.length
      ? []
      : [`${assetId} has ${requests.length} requests, its story ${expected.length}`]),
    ...(adjustments === asked
      ? []
      : [`${assetId} was adjusted ${adjustments} times, and asked to be ${asked} times`]),
    ...requests.flatMap((request, index) => {
      const end = expected[index];
      if (end === undefined) return [];
      const isEnded = ["approved", "failed"].includes(request.status);
      const calls = endingCalls(world, request.id);
      const due = isEnded && !endedByItself(request, story.product === "bare") ? 1 : 0;
      return [
        ...(end.statuses.includes(request.status)
          ? []
          : [`${request.id} is ${request.status}, its story says ${end.statuses.join(" or ")}`]),
        ...(calls === due ? [] : [`the platform took ${calls} ends of ${request.id}, not ${due}`]),
        ...vendorBreaches(world, request, request.status === "revoked" ? 0 : end.operations),
      ];
    }),
  ];
}
