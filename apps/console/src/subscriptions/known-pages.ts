import { compareKeys } from "./key-order.ts";

/** What a row has to have. */
export interface KeyedRow {
  readonly key: string;
  readonly version: number;
}

export interface RowPage<Row> {
  readonly rows: readonly Row[];
  /** The next page begins behind this key. Absent on the last one. */
  readonly next?: string;
}

export interface KnownPage<Row> {
  /** It begins behind this key; undefined: with the first there is. */
  readonly after: string | undefined;
  /** How many rows it had when it was last read; 0 before. */
  size: number;
  /** Undefined: not at hand. */
  rows: readonly Row[] | undefined;
  wasRead: boolean;
  reading: AbortController | undefined;
  problem: unknown;
}

/** A page at its place: so many rows are laid out before it. */
export interface PlacedPage<Row> {
  readonly page: KnownPage<Row>;
  readonly before: number;
}

const unread = <Row>(after: string | undefined): KnownPage<Row> => ({
  after,
  size: 0,
  rows: undefined,
  wasRead: false,
  reading: undefined,
  problem: undefined,
});

/**
 * The pages of a list, in order: each ends where the next begins. Some of them are laid out, since no browser
 * scrolls over millions of rows.
 */
export class KnownPages<Row extends KeyedRow> {
  readonly #laidOutAtMost: number;
  readonly #pages: KnownPage<Row>[] = [unread<Row>(undefined)];
  /** The page that is laid out first. */
  #first = 0;

  constructor(laidOutAtMost: number) {
    this.#laidOutAtMost = laidOutAtMost;
  }

  get all(): readonly KnownPage<Row>[] {
    return this.#pages;
  }

  /** The last page, when it is laid out. */
  get end(): KnownPage<Row> | undefined {
    return this.#first + this.#laidOutAtMost >= this.#pages.length ? this.#pages.at(-1) : undefined;
  }

  /** How many rows there are ahead of those laid out. */
  get ahead(): number {
    return this.#pages.slice(0, this.#first).reduce((sum, { size }) => sum + size, 0);
  }

  laidOut(): readonly PlacedPage<Row>[] {
    let before = 0;
    return this.#pages.slice(this.#first, this.#first + this.#laidOutAtMost).map((page) => {
      const placed = { page, before };
      before += page.size;
      return placed;
    });
  }

  /** Lays out the pages around a place among those laid out, once it comes near the edge of them. */
  center(place: number): void {
    const looked = this.laidOut().findLastIndex(({ before }) => before <= place);
    const edge = this.#laidOutAtMost / 4;
    const hasMore = this.end === undefined;
    const isNear = (looked < edge && this.#first > 0) || (looked >= 3 * edge && hasMore);
    if (isNear) this.#first = Math.max(0, Math.floor(this.#first + looked - 2 * edge));
  }

  /** The page a key belongs to. */
  of(key: string): KnownPage<Row> | undefined {
    let [low, high] = [0, this.#pages.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const after = this.#pages[middle]?.after;
      if (after === undefined || compareKeys(after, key) < 0) low = middle;
      else high = middle - 1;
    }
    return this.#pages[low];
  }

  /** Takes what was read of a page. What reaches into the next one is that one's. */
  keep(page: KnownPage<Row>, { rows, next }: RowPage<Row>): void {
    const index = this.#pages.indexOf(page);
    const end = this.#pages[index + 1]?.after;
    page.rows = end === undefined ? rows : rows.filter(({ key }) => compareKeys(key, end) <= 0);
    page.size = page.rows.length;
    page.wasRead = true;
    if (next === undefined || (end !== undefined && compareKeys(next, end) >= 0)) return;
    this.#pages.splice(index + 1, 0, unread(next));
    if (index < this.#first) this.#first += 1;
  }

  /** Puts a row behind all others, into a page of its own when the last is full. */
  append(row: Row, pageSize: number): void {
    const last = this.#pages.at(-1);
    if (last?.rows === undefined) return;
    if (last.size >= pageSize) {
      const page = unread<Row>(last.rows.at(-1)?.key);
      this.#pages.push(Object.assign(page, { rows: [row], size: 1, wasRead: true }));
      return;
    }
    last.rows = [...last.rows, row];
    last.size += 1;
  }

  /** Lets go of the rows of pages that nobody looks at, until no more than so many have theirs. */
  letGo(isLookedAt: (placed: PlacedPage<Row>) => boolean, kept: number): void {
    const near = this.laidOut().filter(isLookedAt);
    const looked = new Set(near.map(({ page }) => page));
    const middle = this.#pages.findIndex((page) => looked.has(page));
    const held = this.#pages
      .map((page, index) => ({ page, away: Math.abs(index - middle) }))
      .filter(({ page }) => page.rows !== undefined && !looked.has(page))
      .toSorted((one, other) => one.away - other.away);
    for (const { page } of held.slice(Math.max(0, kept - looked.size))) page.rows = undefined;
  }
}
