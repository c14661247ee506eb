import { requestTypes, type RequestType, type SubscriptionEventInput } from "@tenure/machine";

import { everything, fact, purchased, suspended, type Story } from "./telling.ts";

/** What has to have happened for a request of the type to be opened. */
function before(type: RequestType): readonly SubscriptionEventInput[] {
  if (type === "purchase") return [];
  return type === "resume" ? suspended : purchased;
}

const contents = {
  items: [{ id: "A", quantity: "3", status: "active" as const }],
  parameters: { tenant: "T-2" },
};

/** Each request type, answered by its handler both ways. */
export const requestStories: Readonly<Record<string, Story>> = Object.fromEntries(
  requestTypes.flatMap((type): readonly (readonly [string, Story])[] => {
    const earlier = before(type);
    const number = type === "purchase" ? 1 : type === "resume" ? 3 : 2;
    const requestId = `PR-1-00${number}`;
    const opened = [...earlier, fact("pending", number, type)];
    return [
      [
        `${type}-approved`,
        {
          input: everything,
          events: [
            ...opened,
            { type: "answer.approve", requestId, parameters: { tenant: "T-2" } },
            fact("approved", number, type, contents),
          ],
        },
      ],
      [
        `${type}-failed`,
        {
          input: everything,
          events: [
            ...opened,
            { type: "answer.reject", requestId, reason: "Not possible." },
            fact("failed", number, type, { reason: "Not possible." }),
          ],
        },
      ],
    ];
  }),
);
