import type { RequestPlan, Story } from "./stories.ts";

/** Which story a subscription of the platform belongs to, known as soon as it is purchased. */
export class StoryBook {
  readonly #stories = new Map<string, Story>();

  enter(assetId: string, story: Story): void {
    this.#stories.set(assetId, story);
  }

  get assetIds(): readonly string[] {
    return [...this.#stories.keys()];
  }

  storyOf(assetId: string): Story | undefined {
    return this.#stories.get(assetId);
  }

  /** The plan for a request; undefined for one that no story speaks of. */
  planOf(assetId: string, requestId: string): RequestPlan | undefined {
    return this.#stories.get(assetId)?.plans[numberOf(requestId) - 1];
  }
}

/** The running number a request's id ends with, as in `PR-1895-0864-1238-002`. */
export function numberOf(requestId: string): number {
  return Number(requestId.slice(requestId.lastIndexOf("-") + 1));
}
