import type { PlatformTruth } from "@tenure/engine";

import type { ConnectClient } from "../client/connect-client.ts";
import { readTruth, type TruthQuestion } from "./read-truth.ts";
import { readTruths } from "./read-truths.ts";

/** Questions answered together, at most: their ids have to fit into an address. */
const questionsAtOnce = 50;

interface Asked {
  readonly question: TruthQuestion;
  readonly resolve: (truth: PlatformTruth | Promise<PlatformTruth>) => void;
  readonly reject: (error: unknown) => void;
}

async function turn(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}

/** Aborts when none of the questions is waited for any more; looks out for that until it is over. */
function whenAllAbort(asked: readonly Asked[], over: AbortSignal): AbortSignal {
  const ending = new AbortController();
  let left = asked.length;
  for (const { question } of asked) {
    const leave = (): void => {
      left -= 1;
      if (left === 0) ending.abort(question.signal.reason);
    };
    if (question.signal.aborted) leave();
    else question.signal.addEventListener("abort", leave, { once: true, signal: over });
  }
  return ending.signal;
}

/**
 * Answers what is asked at about the same time together, in a few calls for all: a comparison of thousands of
 * subscriptions would otherwise take a few calls for each. A question alone, and one that a look at many does not
 * answer, is answered by itself.
 */
export class TruthBatches {
  readonly #client: ConnectClient;
  #waiting: Asked[] = [];

  constructor(client: ConnectClient) {
    this.#client = client;
  }

  /** As `readTruth`. */
  async ask(question: TruthQuestion): Promise<PlatformTruth> {
    const over = new AbortController();
    try {
      return await new Promise((resolve, reject) => {
        const { signal } = question;
        const leave = (): void => reject(signal.reason);
        if (signal.aborted) leave();
        else signal.addEventListener("abort", leave, { once: true, signal: over.signal });
        this.#waiting.push({ question, resolve, reject });
        if (this.#waiting.length === 1) void this.#gather();
        if (this.#waiting.length >= questionsAtOnce) this.#answer();
      });
    } finally {
      over.abort();
    }
  }

  /** Waits as long as questions keep coming in. */
  async #gather(): Promise<void> {
    const first = this.#waiting[0];
    let count = 0;
    while (this.#waiting[0] === first && count < this.#waiting.length) {
      count = this.#waiting.length;
      // oxlint-disable-next-line no-await-in-loop -- turn after turn
      await turn();
    }
    if (this.#waiting[0] === first) this.#answer();
  }

  #answer(): void {
    const asked = this.#waiting;
    this.#waiting = [];
    void this.#answerAll(asked);
  }

  async #answerAll(asked: readonly Asked[]): Promise<void> {
    const questions = asked.map(({ question }) => question);
    const over = new AbortController();
    try {
      const truths =
        asked.length > 1
          ? await readTruths(this.#client, questions, whenAllAbort(asked, over.signal))
          : new Map<TruthQuestion, PlatformTruth>();
      this.#settle(asked, truths);
    } catch {
      // Trouble with the call for all is not yet trouble with each.
      this.#settle(asked, new Map());
    } finally {
      over.abort();
    }
  }

  #settle(asked: readonly Asked[], truths: ReadonlyMap<TruthQuestion, PlatformTruth>): void {
    for (const { question, resolve } of asked) {
      if (question.signal.aborted) continue;
      resolve(truths.get(question) ?? readTruth(this.#client, question));
    }
  }
}
