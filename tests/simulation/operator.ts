import type { Engine, SendResult } from "@tenure/engine";

import type { Life } from "./life.ts";
import type { StoryBook } from "./story-book.ts";
import type { Vendor } from "./vendor.ts";

type Event = Parameters<Engine["send"]>[1];

/** Longer than any answer of an engine that lives takes, in milliseconds. */
const patience = 15_000;

export interface OperatorParts {
  readonly life: Life;
  readonly vendor: Vendor;
  readonly book: StoryBook;
  /** The engine that is asked now; undefined while none runs. */
  readonly engine: () => Engine | undefined;
}

/** A command that was sent, and what it was answered. */
interface Letter {
  readonly assetId: string;
  readonly event: Event;
  readonly idempotencyKey: string;
  readonly answer: SendResult;
}

/** The vendor's people: they send commands through whichever engine runs, until they have an answer. */
export class Operator {
  /** Commands that were taken, by subscription. */
  readonly taken = new Map<string, number>();
  /** Letters that were answered in another way when they were sent again. */
  readonly breaches: string[] = [];
  readonly #parts: OperatorParts;
  #letters = 0;

  constructor(parts: OperatorParts) {
    this.#parts = parts;
  }

  /** Has one parameter adjusted; a refusal is an answer, and a later try another command. */
  async adjust(assetId: string): Promise<Letter> {
    for (;;) {
      this.#letters += 1;
      const event = {
        type: "command.adjust",
        parameters: { admin_email: `letter-${this.#letters}@example.com` },
      } as const;
      const idempotencyKey = `letter-${this.#letters}`;
      const answer = await this.#send(assetId, event, idempotencyKey);
      if (answer.verdict.type === "moved") {
        this.taken.set(assetId, (this.taken.get(assetId) ?? 0) + 1);
        return { assetId, event, idempotencyKey, answer };
      }
      await this.#parts.life.clock.sleep(2000);
    }
  }

  /** Sends a letter once more, as somebody does who did not note its answer: it must be the same. */
  async sendAgain({ assetId, event, idempotencyKey, answer }: Letter): Promise<void> {
    const { verdict, version, repeated } = await this.#send(assetId, event, idempotencyKey);
    if (repeated && version === answer.version && verdict.type === answer.verdict.type) return;
    this.breaches.push(
      `${idempotencyKey} of ${assetId} was answered ${answer.verdict.type} at version ${answer.version}, ` +
        `and then ${verdict.type} at version ${version}`,
    );
  }

  /** Has the vendor's service repaired for a request that got stuck on it, and the request tried again. */
  async repair(assetId: string, requestId: string): Promise<void> {
    const { engine, vendor, book, life } = this.#parts;
    if (book.planOf(assetId, requestId)?.broken !== true) return;
    const record = await this.#patiently(async () => engine()?.get(assetId));
    if (record?.requestState !== "stuck") return;
    vendor.repair(requestId);
    life.note(`has ${requestId} repaired and tries it again`);
    this.#letters += 1;
    await this.#send(assetId, { type: "operator.retry" }, `letter-${this.#letters}`);
  }

  /** Holds all effects back for a while. */
  async pauseFor(milliseconds: number): Promise<void> {
    const { engine, life } = this.#parts;
    await this.#patiently(async () => engine()?.pause({ adapter: "connect", reason: "a test" }));
    life.note("has paused the adapter, as far as anybody knows");
    await life.clock.sleep(milliseconds);
    await this.resume();
  }

  /** Sees to it that nothing is held back any more. */
  async resume(): Promise<void> {
    const { engine, life } = this.#parts;
    const resumed = (): Promise<boolean | undefined> =>
      this.#patiently(async () => engine()?.resume({ adapter: "connect" }));
    while ((await resumed()) === undefined) await life.clock.sleep(700);
    life.note("has ended the pause of the adapter");
  }

  /** The same letter is sent until it is answered, through whatever engine runs by then. */
  async #send(assetId: string, event: Event, idempotencyKey: string): Promise<SendResult> {
    const { engine, life } = this.#parts;
    for (;;) {
      const answer = await this.#patiently(async () =>
        engine()?.send(assetId, event, { idempotencyKey }),
      );
      if (answer !== undefined) {
        life.note(`${idempotencyKey} is answered: ${answer.verdict.type}`);
        return answer;
      }
      life.note(`${idempotencyKey} got no answer, and is sent again`);
      await life.clock.sleep(700);
    }
  }

  /** An engine that was cut off never answers, and one whose store fails says so. */
  async #patiently<Result>(work: () => Promise<Result | undefined>): Promise<Result | undefined> {
    const { clock } = this.#parts.life;
    const late = new AbortController();
    const tooLong = clock.sleep(patience, late.signal).then(() => undefined);
    try {
      return await Promise.race([work(), tooLong]);
    } catch (error) {
      this.#parts.life.note(`is told ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    } finally {
      late.abort();
    }
  }
}
