import { compareKeys } from "./key-order.ts";
import {
  KnownPages,
  type KeyedRow,
  type KnownPage,
  type PlacedPage,
  type RowPage,
} from "./known-pages.ts";

export interface PagedRowsOptions<Row> {
  readonly pageSize: number;
  /** So many pages keep their rows: those nearest to what is looked at. */
  readonly pagesKept: number;
  /** So many pages are laid out at once. */
  readonly pagesLaidOut: number;
  readonly read: (
    after: string | undefined,
    limit: number,
    signal: AbortSignal,
  ) => Promise<RowPage<Row>>;
  /** Whether a row that changed still belongs here. */
  readonly fits: (row: Row) => boolean;
}

/** How far the rows are known. */
export interface RowsState {
  /** How many are laid out, whether or not they are at hand. */
  readonly count: number;
  /** How many there are ahead of the first that is laid out. */
  readonly ahead: number;
  readonly isLoading: boolean;
  /** There is nothing behind the last row. */
  readonly isEnd: boolean;
  /** Rows that came meanwhile, and rows that belong here no more: a refresh shows it. */
  readonly come: number;
  readonly gone: number;
  readonly problem: unknown;
}

/**
 * Rows in the order of their keys, read page by page as somebody looks further, and read again where the
 * rows were let go. What is at hand stays as much however far one goes; of the rest only where each page
 * begins is remembered.
 */
export class PagedRows<Row extends KeyedRow> {
  readonly #options: PagedRowsOptions<Row>;
  readonly #pages: KnownPages<Row>;
  readonly #listeners = new Set<() => void>();
  readonly #come = new Set<string>();
  readonly #gone = new Set<string>();
  /** Rows that changed, last, while pages are read, which may show them as they were before. */
  readonly #meanwhile = new Map<string, Row>();
  #looked: readonly [first: number, last: number] = [0, 0];
  #state: RowsState | undefined;

  constructor(options: PagedRowsOptions<Row>) {
    this.#options = options;
    this.#pages = new KnownPages(options.pagesLaidOut);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): RowsState => {
    this.#state ??= {
      count: this.#pages.laidOut().reduce((sum, { page }) => sum + page.size, 0),
      ahead: this.#pages.ahead,
      isLoading: this.#isReading(),
      isEnd: this.#pages.end?.wasRead === true,
      come: this.#come.size,
      gone: this.#gone.size,
      problem: this.#pages.all.find(({ problem }) => problem !== undefined)?.problem,
    };
    return this.#state;
  };

  /** The row at a place of those laid out; undefined when it is not at hand. */
  at(index: number): Row | undefined {
    const placed = this.#pages
      .laidOut()
      .find(({ page, before }) => index >= before && index < before + page.size);
    return placed?.page.rows?.[index - placed.before];
  }

  /** Where a row is laid out; undefined when it is not at hand. */
  placeOf(key: string): number | undefined {
    const page = this.#pages.of(key);
    const index = page?.rows?.findIndex((row) => row.key === key) ?? -1;
    const placed = this.#pages.laidOut().find((one) => one.page === page);
    return placed === undefined || index === -1 ? undefined : placed.before + index;
  }

  /** Whether a row at hand belongs here no more. */
  isGone(key: string): boolean {
    return this.#gone.has(key);
  }

  /** Says which rows somebody looks at: these are read, and the page behind them, and no others. */
  look(first: number, last: number): void {
    this.#looked = [first, last];
    const { ahead } = this.#pages;
    this.#pages.center((first + last) / 2);
    const moved = ahead - this.#pages.ahead;
    this.#looked = [first + moved, last + moved];
    for (const placed of this.#pages.laidOut()) {
      if (this.#isNear(placed)) this.#read(placed.page);
      else this.#leave(placed.page);
    }
    if (moved !== 0) this.#changed();
  }

  /** Takes rows as they are by now. Nothing moves: what is new is appended behind the last row, or counted. */
  take(rows: readonly Row[]): void {
    if (this.#isReading()) for (const row of rows) this.#meanwhile.set(row.key, row);
    for (const row of rows) this.#takeOne(row);
    this.#changed();
  }

  /** Reads anew what somebody looks at, so that what came is shown and what is gone is not. */
  refresh(): void {
    const near = this.#pages.laidOut().filter((placed) => this.#isNear(placed));
    const looked = new Set(near.map(({ page }) => page));
    for (const page of this.#pages.all) {
      this.#leave(page);
      if (!looked.has(page)) page.rows = undefined;
    }
    this.#forget((marked) => marked?.rows === undefined);
    for (const page of looked) this.#read(page, { anew: true });
    this.#changed();
  }

  /** Tries again what failed. */
  retry(): void {
    for (const page of this.#pages.all) page.problem = undefined;
    this.look(...this.#looked);
    this.#changed();
  }

  /** Reads nothing more until somebody looks again. */
  stop(): void {
    for (const page of this.#pages.all) this.#leave(page);
    this.#changed();
  }

  #isReading(): boolean {
    return this.#pages.all.some(({ reading }) => reading !== undefined);
  }

  #isNear({ page, before }: PlacedPage<Row>): boolean {
    const [first, last] = this.#looked;
    const margin = this.#options.pageSize / 2;
    return before <= last + margin && before + page.size >= first - margin;
  }

  #changed(): void {
    this.#state = undefined;
    for (const listener of this.#listeners) listener();
  }

  #leave(page: KnownPage<Row>): void {
    page.reading?.abort();
    page.reading = undefined;
  }

  #read(page: KnownPage<Row>, { anew = false } = {}): void {
    if (page.reading !== undefined || page.problem !== undefined) return;
    if (page.rows !== undefined && !anew) return;
    if (!this.#isReading()) this.#meanwhile.clear();
    const reading = new AbortController();
    page.reading = reading;
    this.#changed();
    this.#options.read(page.after, this.#options.pageSize, reading.signal).then(
      (read) => this.#keep(page, reading, read),
      (error: unknown) => this.#fail(page, reading, error),
    );
  }

  #keep(page: KnownPage<Row>, reading: AbortController, read: RowPage<Row>): void {
    if (page.reading !== reading) return;
    page.reading = undefined;
    this.#forget((marked) => marked === page);
    this.#pages.keep(page, read);
    for (const row of this.#meanwhile.values()) this.#takeOne(row);
    this.#pages.letGo((placed) => this.#isNear(placed), this.#options.pagesKept);
    this.#forget((marked) => marked?.rows === undefined);
    this.#changed();
    this.look(...this.#looked);
  }

  /** Forgets which rows of some pages came and went. */
  #forget(isOf: (page: KnownPage<Row> | undefined) => boolean): void {
    for (const marks of [this.#come, this.#gone]) {
      for (const key of marks) if (isOf(this.#pages.of(key))) marks.delete(key);
    }
  }

  #fail(page: KnownPage<Row>, reading: AbortController, problem: unknown): void {
    if (page.reading !== reading) return;
    page.reading = undefined;
    page.problem = problem;
    this.#changed();
  }

  #takeOne(row: Row): void {
    const page = this.#pages.of(row.key);
    if (page?.rows === undefined) return;
    const index = page.rows.findIndex(({ key }) => key === row.key);
    const known = page.rows[index];
    if (known === undefined) this.#takeNew(row, page.rows);
    else if (row.version >= known.version) {
      page.rows = page.rows.with(index, row);
      if (this.#options.fits(row)) this.#gone.delete(row.key);
      else this.#gone.add(row.key);
    }
  }

  #takeNew(row: Row, rows: readonly Row[]): void {
    const isLast = rows === this.#pages.all.at(-1)?.rows;
    const last = rows.at(-1);
    if (!this.#options.fits(row)) this.#come.delete(row.key);
    else if (isLast && (last === undefined || compareKeys(row.key, last.key) > 0)) {
      this.#pages.append(row, this.#options.pageSize);
    } else this.#come.add(row.key);
  }
}
