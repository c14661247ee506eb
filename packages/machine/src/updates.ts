import { castDraft, produce } from "immer";

import { endedRequestsKept, type SubscriptionContext } from "./context.ts";
import type { Occasion } from "./effects.ts";
import {
  isAnswer,
  isCommand,
  type Command,
  type RequestFact,
  type SubscriptionEvent,
} from "./events.ts";
import { isRequestFact, openStateOf, outcomeOf } from "./facts.ts";
import { unfitAnswerText, unschedulableText, unsupportedTypeText } from "./own-texts.ts";

/** What a context update is given. */
interface UpdateArguments {
  readonly context: SubscriptionContext;
  readonly event: SubscriptionEvent;
}
type Update = (given: UpdateArguments) => SubscriptionContext;

const onFact =
  (change: (context: SubscriptionContext, fact: RequestFact) => void): Update =>
  ({ context, event }) =>
    isRequestFact(event) ? produce(context, (draft) => change(draft, event)) : context;

const occasionAfter = (shownAs: string | undefined): Occasion => {
  if (shownAs === "inquiring") return "answered";
  return shownAs === "scheduled" ? "due" : "opened";
};

const shown = (fact: RequestFact) => ({
  ...(fact.request.updatedAt === undefined ? {} : { updatedAt: fact.request.updatedAt }),
  ...(fact.request.plannedDate === undefined ? {} : { plannedDate: fact.request.plannedDate }),
  ...(fact.request.reason === undefined ? {} : { reason: fact.request.reason }),
});

/** What a command asked of the request, if it is the one the command ordered. */
function orderFor(
  { ordered }: SubscriptionContext,
  { request }: RequestFact,
): Pick<NonNullable<SubscriptionContext["request"]>, "order"> {
  if (ordered?.requestType !== request.type) return {};
  const { requestType: _type, ...order } = ordered;
  return { order };
}

/** A request becomes the one in progress. */
export const openRequest = onFact((context, fact) => {
  const shownAs = openStateOf(fact);
  if (shownAs === undefined) return;
  context.request = {
    id: fact.request.id,
    type: fact.request.type,
    shownAs,
    occasion: occasionAfter(undefined),
    ...shown(fact),
    ...orderFor(context, fact),
  };
  context.ordered = null;
  context.waiting = context.waiting.filter((waiting) => waiting.request.id !== fact.request.id);
});

/** The request in progress is shown in another status. */
export const moveRequest = onFact((context, fact) => {
  const shownAs = openStateOf(fact);
  if (shownAs === undefined || context.request === null) return;
  const { id, type, occasion, updatedAt, plannedDate, order, shownAs: before } = context.request;
  context.request = {
    id,
    type,
    shownAs,
    occasion: shownAs === "pending" ? occasionAfter(before) : occasion,
    ...(order === undefined ? {} : { order }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(plannedDate === undefined ? {} : { plannedDate }),
    ...shown(fact),
  };
});

/** A request has ended, in progress or not. */
export const endRequest = onFact((context, fact) => {
  const outcome = outcomeOf(fact);
  if (outcome === undefined) return;
  const { id, type, updatedAt } = fact.request;
  if (context.request?.id === id) context.request = null;
  context.waiting = context.waiting.filter((waiting) => waiting.request.id !== id);
  context.ended = [...context.ended, { id, type, outcome }].slice(-endedRequestsKept);
  if (updatedAt !== undefined && updatedAt > (context.latestEndAt ?? "")) {
    context.latestEndAt = updatedAt;
  }
});

/** A request that has to wait for the one in progress (decision D10). */
export const keepWaiting = onFact((context, fact) => {
  const shownAs = openStateOf(fact);
  if (shownAs === undefined) return;
  const others = context.waiting.filter((waiting) => waiting.request.id !== fact.request.id);
  context.waiting = [...others, { shownAs, request: fact.request }];
});

/** Items and parameters become what the platform shows. */
export const takeOverContents: Update = ({ context, event }) =>
  produce(context, (draft) => {
    if (isRequestFact(event)) {
      if (event.request.items !== undefined) draft.items = event.request.items;
      if (event.request.parameters !== undefined)
        draft.parameters = castDraft(event.request.parameters);
    } else if (event.type === "subscription.adopted") {
      if (event.items !== undefined) draft.items = event.items;
      if (event.parameters !== undefined) draft.parameters = castDraft(event.parameters);
    }
  });

/** Parameters become what the platform shows; items stay. */
export const takeOverParameters: Update = onFact((context, { request }) => {
  if (request.parameters !== undefined) context.parameters = castDraft(request.parameters);
});

export const changeCapabilities: Update = ({ context, event }) =>
  event.type === "capabilities.changed"
    ? {
        ...context,
        capabilities: event.capabilities,
        ...(event.product !== undefined && { product: event.product }),
      }
    : context;

export const rememberCanceledFrom =
  (status: "active" | "suspended"): Update =>
  ({ context }) => ({ ...context, canceledFrom: status });

export const forgetCanceledFrom: Update = ({ context }) =>
  context.canceledFrom === null ? context : { ...context, canceledFrom: null };

/** The vendor's answer, kept so that a crash never asks for it again. */
export const keepAnswer: Update = ({ context, event }) =>
  produce(context, (draft) => {
    if (draft.request === null || !isAnswer(event)) return;
    draft.request.answer = castDraft(event);
    delete draft.request.stuck;
  });

/** An effect beside the request in progress was given up: kept, so that it is seen. */
export const noteFailure: Update = ({ context, event }) => {
  if (event.type !== "effect.failed") return context;
  const { effect, attempts, error } = event;
  return { ...context, failure: { effect, attempts, error } };
};

export const changeRenewal: Update = ({ context, event }) =>
  event.type === "renewal.changed" ? { ...context, renewal: event.renewal } : context;

export const keepFailure: Update = ({ context, event }) =>
  produce(context, (draft) => {
    if (draft.request === null || event.type !== "effect.failed") return;
    draft.request.stuck = { effect: event.effect, attempts: event.attempts, error: event.error };
  });

const heldAsFailed =
  (error: { code: string; message: string }): Update =>
  ({ context }) =>
    produce(context, (draft) => {
      if (draft.request !== null) {
        draft.request.stuck = { effect: "fulfillRequest", attempts: 0, error };
      }
    });

export const holdUnsupported = heldAsFailed({
  code: "unsupported_request_type",
  message: unsupportedTypeText,
});

export const holdUnfitAnswer = heldAsFailed({
  code: "answer_not_allowed",
  message: unfitAnswerText,
});

export const holdUnschedulable = heldAsFailed({
  code: "answer_not_allowed",
  message: unschedulableText,
});

export const resumeAs =
  (occasion: Occasion): Update =>
  ({ context }) =>
    produce(context, (draft) => {
      if (draft.request === null) return;
      draft.request.occasion = occasion;
      delete draft.request.stuck;
    });

type Order = NonNullable<SubscriptionContext["ordered"]>;

const plainOrders = {
  "command.suspend": { requestType: "suspend" },
  "command.resume": { requestType: "resume" },
  "command.cancel": { requestType: "cancel" },
  "command.revoke": null,
  "command.setRenewal": null,
  "command.bill": null,
} as const satisfies Record<string, Order | null>;

function orderOf(command: Command): Order | null {
  if (command.type === "command.adjust") {
    return { requestType: "adjustment", parameters: command.parameters };
  }
  if (command.type !== "command.change") return plainOrders[command.type];
  const { items, parameters } = command;
  return {
    requestType: "change",
    ...(items === undefined ? {} : { items }),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

/** A command asks the platform for a request. */
export const placeOrder: Update = ({ context, event }) =>
  isCommand(event) ? { ...context, ordered: orderOf(event) } : context;

export const dropOrder: Update = ({ context }) => ({ ...context, ordered: null });

export const dropRequest: Update = ({ context }) => ({
  ...context,
  request: null,
  ordered: null,
  waiting: [],
});
