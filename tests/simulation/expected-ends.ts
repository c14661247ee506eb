import type { RequestPlan, Step, Story } from "./stories.ts";

/** How one request has to end on the platform. */
export interface ExpectedRequest {
  /** Any of these statuses. */
  readonly statuses: readonly string[];
  /** The vendor's operation is done so many times. */
  readonly operations: 0 | 1;
}

function byPlan({ verdict }: RequestPlan): ExpectedRequest {
  return verdict === "approve"
    ? { statuses: ["approved"], operations: 1 }
    : { statuses: ["failed"], operations: 0 };
}

/** The requests of one step, by its plans. */
function ofStep(
  step: Step,
  plans: readonly RequestPlan[],
  story: Story,
): readonly ExpectedRequest[] {
  const usual = plans.map(byPlan);
  switch (step.do) {
    case "purchase":
      return step.draft === "discarded" ? [] : usual.map((one) => revocable(one, step.revoked));
    case "order":
      if (story.product === "bare" && step.type === "suspend") {
        return [{ statuses: ["failed"], operations: 0 }];
      }
      return usual.map((one) => revocable(one, step.revoked));
    case "adjust":
    case "changeBesideAdjustment":
      return usual;
    case "leaveInquiring":
      return [{ statuses: ["inquiring"], operations: 0 }];
    case "leaveScheduled":
      return [{ statuses: ["scheduled"], operations: 0 }];
    case "receiveUnknown":
      return [{ statuses: ["pending"], operations: 0 }];
  }
}

/** The buyer takes it back when they see it scheduled; they may come too late. */
function revocable(usual: ExpectedRequest, isRevoked: boolean): ExpectedRequest {
  return isRevoked ? { ...usual, statuses: [...usual.statuses, "revoked"] } : usual;
}

/** How the requests of a story have to end, in the order of their numbers. */
export function expectedRequests(story: Story): readonly ExpectedRequest[] {
  let told = 0;
  return story.steps.flatMap((step) => {
    const count = step.do === "changeBesideAdjustment" ? 2 : 1;
    const plans = story.plans.slice(told, told + count);
    told += count;
    return ofStep(step, plans, story);
  });
}
