import type { SubscriptionFilter } from "@tenure/engine";

import type { Service } from "../http/service.ts";

const keptMilliseconds = 1000;
const keptFor = 20;
const questionsKept = 100;

interface Kept<Answer> {
  readonly answer: Promise<Answer>;
  /** Undefined while it is being found. */
  until: number | undefined;
}

/**
 * Answers the same question by the same answer for a second, or for twenty times as long as finding it took: many
 * who look cost no more than one, and counting never takes more than a twentieth of the time.
 */
export function keptAnswers<Answer>(
  { clock }: Pick<Service, "clock">,
  find: (filter: SubscriptionFilter) => Promise<Answer>,
): (filter: SubscriptionFilter) => Promise<Answer> {
  const kept = new Map<string, Kept<Answer>>();
  return async (filter) => {
    const question = JSON.stringify(filter);
    const asked = clock.now();
    for (const [known, { until }] of kept) {
      const isOver = until !== undefined && until <= asked;
      if (isOver || kept.size > questionsKept) kept.delete(known);
    }
    const known = kept.get(question);
    if (known !== undefined) return known.answer;
    const found: Kept<Answer> = { answer: find(filter), until: undefined };
    kept.set(question, found);
    try {
      const answer = await found.answer;
      const now = clock.now();
      found.until = now + Math.max(keptMilliseconds, keptFor * (now - asked));
      return answer;
    } catch (error) {
      kept.delete(question);
      throw error;
    }
  };
}
