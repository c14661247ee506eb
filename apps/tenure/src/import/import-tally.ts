import type { Adopted, AdoptionProgress } from "@tenure/connect";

/** Those that could not be taken over are kept up to here, to be listed at the end. */
const listedAtMost = 1000;

type Unreadable = Extract<Adopted, { readonly type: "unreadable" }>;

/** What came of an import so far. */
export class ImportTally {
  readonly counts = { adopted: 0, known: 0, ended: 0, unreadable: 0 };
  /** How many were taken over in each status. */
  readonly statuses = new Map<string, number>();
  readonly unreadable: Unreadable[] = [];
  withRequest = 0;
  done = 0;
  earlier = 0;
  total: number | undefined;

  add({ result, done, earlier, total }: AdoptionProgress): void {
    Object.assign(this, { done, earlier, total });
    this.counts[result.type] += 1;
    if (result.type === "adopted") {
      this.statuses.set(result.status, (this.statuses.get(result.status) ?? 0) + 1);
      if (result.requests.length > 0) this.withRequest += 1;
    }
    if (result.type === "unreadable" && this.unreadable.length < listedAtMost) {
      this.unreadable.push(result);
    }
  }
}
