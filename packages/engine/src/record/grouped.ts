import { TenureError } from "../tenure-error.ts";

/** So many requests at most share one call: more would hold up the event loop. */
const largestGroup = 256;
/** A group is not sent beside another for fewer requests than this: they would fare no better alone. */
const worthSideBySide = 8;
/** So many in a row may fail for a while, then the rest of the group is not tried. */
const outagesEndured = 3;

export interface Answered<Answer> {
  readonly answer: Answer;
  /** It was asked before, in a group that failed: an earlier answer to it may have been lost. */
  readonly again: boolean;
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answered: Answered<Answer>) => void;
  readonly reject: (error: unknown) => void;
}

function isOutage(error: unknown): boolean {
  return error instanceof TenureError && error.consequence === "Retryable";
}

/**
 * Gathers the requests of one event-loop turn into one call of the store, because a call costs far more
 * than what is done in it. A group that fails is asked again one by one, so that one bad request harms
 * only itself.
 */
export class Grouped<Request extends { readonly key: string }, Answer> {
  readonly #ask: (group: readonly Request[]) => Promise<readonly Answer[]>;
  readonly #sideBySide: number;
  #waiting: Waiting<Request, Answer>[] = [];
  #scheduled = false;
  #underWay = 0;

  /** @param sideBySide so many groups may be under way at once */
  constructor(ask: (group: readonly Request[]) => Promise<readonly Answer[]>, sideBySide = 1) {
    this.#ask = ask;
    this.#sideBySide = sideBySide;
  }

  /** Resolves with the store's answer to the request, or rejects with its error. */
  add(request: Request): Promise<Answered<Answer>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay >= this.#sideBySide) return;
    if (this.#waiting.length < (this.#underWay === 0 ? 1 : worthSideBySide)) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const group = this.#waiting.splice(0, largestGroup);
    this.#underWay += 1;
    try {
      await this.#answer(group, false);
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else await this.#oneByOne(group);
    }
    this.#underWay -= 1;
    this.#schedule();
  }

  async #answer(group: readonly Waiting<Request, Answer>[], again: boolean): Promise<void> {
    const answers = await this.#ask(group.map(({ request }) => request));
    for (const [index, { request, resolve, reject }] of group.entries()) {
      const answer = answers[index];
      if (answer === undefined) reject(unanswered(request));
      else resolve({ answer, again });
    }
  }

  async #oneByOne(group: readonly Waiting<Request, Answer>[]): Promise<void> {
    let outages = 0;
    let outage: unknown;
    for (const waiting of group) {
      if (outages >= outagesEndured) {
        waiting.reject(outage);
        continue;
      }
      try {
        // oxlint-disable-next-line no-await-in-loop -- in the order they were added
        await this.#answer([waiting], true);
        outages = 0;
      } catch (error) {
        outage = error;
        outages = isOutage(error) ? outages + 1 : 0;
        waiting.reject(error);
      }
    }
  }
}

function unanswered({ key }: { readonly key: string }): TenureError {
  return new TenureError(
    "store_failed",
    `The store left a request about subscription ${key} unanswered: it must answer each of a batch.`,
  );
}
