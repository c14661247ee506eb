import type { Subscription } from "../service/answers.ts";
import type { Question } from "./question.ts";

/** What is narrowed by a list of values, of which any fits. */
const facets = ["status", "requestState", "awaited", "requestType", "product"] as const;

const among = (values: readonly string[], value: string | null): boolean =>
  values.length === 0 || (value !== null && values.includes(value));

/** Whether the service would list a subscription under this question, for a caller of this tenant. */
export function fits(
  subscription: Subscription,
  question: Question,
  callerTenant: string,
): boolean {
  const { key, id, tenant, adapter } = subscription;
  const asked = question.tenant === "" ? callerTenant : question.tenant;
  const text = question.text.trim();
  const beginning = asked === "*" || text.includes(":") ? key : id;
  return (
    (asked === "*" || asked === tenant) &&
    (question.adapter === "" || question.adapter === adapter) &&
    facets.every((facet) => among(question[facet], subscription[facet])) &&
    beginning.startsWith(text)
  );
}
