import type { ConnectClient } from "./client/connect-client.ts";
import type { ConnectPage, UnreadableRow } from "./client/pages.ts";
import { isLast, latest, wholeSecond } from "./intake/request-pages.ts";
import { momentOf, readMoment, writeMoment } from "./moment.ts";
import { rql } from "./rql.ts";
import type { Subscription } from "./wire/subscription.ts";

/** Which subscriptions are read, and how. */
export interface SubscriptionPagesOptions {
  readonly productId: string;
  /** Goes on behind a page: its `through`. Default: at the first subscription. */
  readonly after?: string | undefined;
  /** Rows of a page, at most. */
  readonly pageSize: number;
  readonly signal?: AbortSignal | undefined;
}

/** Some of a product's subscriptions. */
export interface SubscriptionPage {
  readonly rows: readonly Subscription[];
  readonly unreadable: readonly UnreadableRow[];
  /** Everything created before this second was on a page by now; undefined when the platform tells no dates. */
  readonly through: string | undefined;
}

type Listed = ConnectPage<Subscription>;
type List = (second: string | undefined, offset: number) => Promise<Listed | undefined>;

/** How often a second is read over again before what was seen of it has to do. */
const passesAtMost = 20;

/** The list knows no "from this second on", so it is asked for what comes behind the second before. */
function conditionsOf({ productId }: { readonly productId: string }, second: string | undefined) {
  const product = rql.eq("product.id", productId);
  const milliseconds = second === undefined ? undefined : readMoment(second);
  if (milliseconds === undefined) return [product];
  return [product, rql.gt("created", wholeSecond(writeMoment(milliseconds - 1000)))];
}

function listOf(client: ConnectClient, options: SubscriptionPagesOptions): List {
  const { pageSize: limit, signal } = options;
  return async (second, offset) => {
    const query = [...conditionsOf(options, second), rql.ordering("created")];
    for await (const page of client.assets.list({ query, limit, offset, signal })) return page;
    return undefined;
  };
}

function newestSecond({ rows }: Listed): string | undefined {
  let newest: string | undefined;
  for (const row of rows) newest = latest(newest, momentOf(row.events?.created?.at));
  return newest === undefined ? undefined : wholeSecond(newest);
}

const idsOf = ({ rows, unreadable }: Listed): readonly string[] =>
  [...rows, ...unreadable].flatMap(({ id }) => id ?? []);

/** What of a page was not shown before. */
function unseen(page: Listed, seen: ReadonlySet<string>, through: string | undefined) {
  const isNew = ({ id }: { readonly id: string | undefined }): boolean =>
    id === undefined || !seen.has(id);
  return { rows: page.rows.filter(isNew), unreadable: page.unreadable.filter(isNew), through };
}

/** Reads on by offset, each page beginning with the last row of the one before. */
async function* onByOffset(
  list: List,
  second: string | undefined,
): AsyncGenerator<
  { readonly page: Listed | undefined; readonly joined: boolean },
  void,
  undefined
> {
  let before: readonly string[] = [];
  let offset = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- where a page begins depends on the one before
    const page = await list(second, offset);
    const ids = page === undefined ? [] : idsOf(page);
    if (page === undefined || ids.length === 0) {
      // Nothing where the last row was: the list became shorter while it was read.
      if (offset > 0) yield { page: undefined, joined: false };
      return;
    }
    // A server that does not heed the offset would show the same page for ever.
    if (offset > 0 && ids.every((id) => before.includes(id))) return;
    yield {
      page,
      joined: offset === 0 || before.length < 2 || ids.includes(before.at(-1) ?? ""),
    };
    if (isLast(page)) return;
    before = ids;
    offset += Math.max(1, page.rows.length + page.unreadable.length - 1);
  }
}

/**
 * A second in which more subscriptions were made than fit on a page. Only here rows are passed over by offset,
 * and only here one can slip through, when another is deleted meanwhile or the server gives equals in another
 * order: so it is read over until a whole pass showed nothing new and its pages joined.
 */
async function* crowdedSecond(
  list: List,
  second: string,
  seen: Set<string>,
): AsyncGenerator<SubscriptionPage, string, undefined> {
  let newest = second;
  for (let pass = 0, again = true; again && pass < passesAtMost; pass += 1) {
    again = false;
    // What a pass saw that skipped rows is no place to go on behind.
    newest = second;
    // oxlint-disable-next-line no-await-in-loop -- pass after pass
    for await (const { page, joined } of onByOffset(list, second)) {
      again ||= !joined;
      if (page === undefined) break;
      again ||= !idsOf(page).every((id) => seen.has(id));
      newest = latest(newest, newestSecond(page)) ?? newest;
      // Behind this page nothing is of the crowded second any more, unless it is read over.
      yield unseen(page, seen, second);
      for (const id of idsOf(page)) seen.add(id);
      if ((newestSecond(page) ?? second) !== second) break;
    }
  }
  return newest;
}

/** Without dates to go by there is the offset alone. */
async function* byOffsetAlone(
  list: List,
  seen: Set<string>,
  through: string | undefined,
): AsyncGenerator<SubscriptionPage, void, undefined> {
  for await (const { page } of onByOffset(list, undefined)) {
    if (page === undefined) return;
    yield unseen(page, seen, through);
    for (const id of idsOf(page)) seen.add(id);
  }
}

/**
 * A product's subscriptions, oldest first, terminated ones too. Each page begins at the last second of the one
 * before: by an offset alone a row would be passed over whenever one before it is deleted, as drafts are. So a
 * walk may be left and gone on with later, by `through`. A row is shown once; one without a readable id may come
 * more than once.
 *
 * @throws ConnectError when the list cannot be read
 */
export async function* subscriptionPages(
  client: ConnectClient,
  options: SubscriptionPagesOptions,
): AsyncGenerator<SubscriptionPage, void, undefined> {
  const list = listOf(client, options);
  let second = options.after;
  let seen = new Set<string>();
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- where a page begins depends on the one before
    const page = await list(second, 0);
    if (page === undefined) return;
    let newest = newestSecond(page);
    if (newest === undefined || (second !== undefined && newest < second)) {
      yield* byOffsetAlone(list, seen, second);
      return;
    }
    yield unseen(page, seen, newest);
    if (isLast(page)) return;
    const ids = idsOf(page);
    seen = newest === second ? new Set([...seen, ...ids]) : new Set(ids);
    if (newest === second) newest = yield* crowdedSecond(list, newest, seen);
    if (newest === second) return;
    second = newest;
  }
}

/** How many subscriptions a product has, from a second on; undefined when the platform does not tell. */
export async function countSubscriptions(
  client: ConnectClient,
  options: Omit<SubscriptionPagesOptions, "pageSize">,
): Promise<number | undefined> {
  const query = conditionsOf(options, options.after);
  const pages = client.assets.list({ query, limit: 1, signal: options.signal });
  for await (const { total } of pages) return total;
  return 0;
}
