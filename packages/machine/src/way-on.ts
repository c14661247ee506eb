import { isRequestType } from "./request.ts";
import type { Snapshot } from "./snapshot.ts";
import { requestStateOf } from "./view.ts";

function ofStuck({ context: { request } }: Snapshot): string {
  if (request !== null && !isRequestType(request.type)) {
    return "settle the request on the platform, then send operator.skip: its type is not supported";
  }
  return request?.shownAs === "pending"
    ? "answer the request in the vendor's place (answer.approve, answer.reject), or send operator.retry: it is stuck"
    : "send operator.retry, or settle the request on the platform and send operator.skip: it is stuck";
}

const mayReject = ({ context: { request, decisions } }: Snapshot): boolean =>
  decisions.rejectWhileInquiring && request !== null && isRequestType(request.type);

/**
 * What has to happen for the request in progress to go on, in words that follow "To go on,"; undefined when
 * nothing but time and the platform can tell.
 */
export function wayOnOf(snapshot: Snapshot): string | undefined {
  switch (requestStateOf(snapshot)) {
    case "stuck":
      return ofStuck(snapshot);
    case "draft":
      return "wait until the buyer has submitted or discarded the draft";
    case "tiersSetup":
      return "wait until the tier configurations are settled that the request needs";
    case "inquiring":
      return mayReject(snapshot)
        ? "wait until the customer has answered the inquiry, or reject the request (answer.reject)"
        : "wait until the customer has answered the inquiry";
    case "scheduled":
      return "wait until the request comes due, or have it revoked (command.revoke)";
    case "pending":
    case "revoking":
    case "none":
      return undefined;
  }
}
