import type { Answer } from "../answer.ts";
import type { SubscriptionContext } from "../context.ts";
import type { Effect } from "../effects.ts";
import type { Item, ItemChange } from "../item.ts";

/** What the chart gives an effect, read off the context. */
type ParametersOf<Type extends Effect["type"]> = (given: {
  readonly context: SubscriptionContext;
}) => Omit<Extract<Effect, { type: Type }>, "type">;

/** How long a scheduled request waits before it is looked at again, when nothing says when: milliseconds. */
const lookAgainAfter = 60 * 60 * 1000;

/** Between a planned date that has come and the platform showing it: milliseconds. */
const confirmAgainAfter = 30 * 1000;

const requestId = (context: SubscriptionContext): string => context.request?.id ?? "";

const answerOf = <Type extends Answer["type"]>(
  context: SubscriptionContext,
  type: Type,
): Extract<Answer, { type: Type }> | undefined => {
  const answer = context.request?.answer;
  return answer?.type === type ? (answer as Extract<Answer, { type: Type }>) : undefined;
};

export const toFulfill: ParametersOf<"fulfillRequest"> = ({ context }) => ({
  requestId: requestId(context),
  requestType: context.request?.type ?? "",
  occasion: context.request?.occasion ?? "opened",
});

export const toApprove: ParametersOf<"approveRequest"> = ({ context }) => {
  const answer = answerOf(context, "answer.approve");
  return {
    requestId: requestId(context),
    parameters: answer?.parameters ?? {},
    ...(answer?.template === undefined ? {} : { template: answer.template }),
    ...(answer?.tile === undefined ? {} : { tile: answer.tile }),
    ...(answer?.effectiveDate === undefined ? {} : { effectiveDate: answer.effectiveDate }),
  };
};

export const toFail: ParametersOf<"failRequest"> = ({ context }) => ({
  requestId: requestId(context),
  reason: answerOf(context, "answer.reject")?.reason ?? "",
});

export const toInquire: ParametersOf<"inquireRequest"> = ({ context }) => {
  const answer = answerOf(context, "answer.inquire");
  return {
    requestId: requestId(context),
    parameters: answer?.parameters ?? {},
    ...(answer?.template === undefined ? {} : { template: answer.template }),
  };
};

export const toSchedule: ParametersOf<"scheduleRequest"> = ({ context }) => ({
  requestId: requestId(context),
  plannedDate: answerOf(context, "answer.schedule")?.plannedDate ?? "",
});

export const ofRequest = ({ context }: { readonly context: SubscriptionContext }) => ({
  requestId: requestId(context),
});

/** The item as it is to be. */
function changedItem({ items }: SubscriptionContext, change: ItemChange): Item {
  const known = items.find(({ id }) => id === change.id);
  return {
    ...known,
    ...change,
    quantity: change.quantity ?? known?.quantity ?? "1",
    status: change.status ?? known?.status ?? "active",
  };
}

export const toCreate: ParametersOf<"createRequest"> = ({ context }) => {
  const { items, ...order } = context.ordered ?? { requestType: "change" };
  if (items === undefined) return order;
  return { ...order, items: items.map((item) => changedItem(context, item)) };
};

export const untilPostponementEnds: ParametersOf<"startTimer"> = ({ context }) => ({
  timer: "postponement",
  requestId: requestId(context),
  due: { after: answerOf(context, "answer.postpone")?.delay ?? 0 },
});

export const untilPlannedDate: ParametersOf<"startTimer"> = ({ context }) => ({
  timer: "schedule",
  requestId: requestId(context),
  due:
    context.request?.plannedDate === undefined || context.decisions.scheduledComesDue === "platform"
      ? { after: lookAgainAfter }
      : { at: context.request.plannedDate },
});

/** The planned date has come; the platform may need a moment to show it (decision D5). */
export const untilShown: ParametersOf<"startTimer"> = ({ context }) => ({
  timer: "schedule",
  requestId: requestId(context),
  due: {
    after: context.decisions.scheduledComesDue === "platform" ? lookAgainAfter : confirmAgainAfter,
  },
});
