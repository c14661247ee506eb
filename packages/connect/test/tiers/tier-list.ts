import { type Answer, loopback, type Loopback, type SeenCall } from "../support/loopback.ts";
import { readRql, type ReadTerm } from "../support/rql-reader.ts";
import { tierPayload } from "./moving-tier.ts";

type Row = Readonly<Record<string, unknown>>;

export interface TierList extends Loopback {
  /** What the platform shows; a test changes it as it goes. */
  readonly rows: Row[];
}

const wordsOf = (term: ReadTerm | undefined): readonly string[] => {
  if (term === undefined) return [];
  if ("value" in term) return [term.value];
  return "list" in term ? term.list.flatMap(wordsOf) : [];
};

function at(row: unknown, path: string): unknown {
  const named: Readonly<Record<string, string>> = { updated: "events.updated.at" };
  return (named[path] ?? path)
    .split(".")
    .reduce<unknown>(
      (here, name) => Object.entries(here ?? {}).find(([key]) => key === name)?.[1],
      row,
    );
}

const timeOf = (row: unknown): number => Date.parse(String(at(row, "updated")));

function isWanted(row: Row, terms: readonly ReadTerm[]): boolean {
  return terms.every((term) => {
    if (!("call" in term)) return true;
    const [path, value] = term.of;
    const [property = ""] = wordsOf(path);
    if (term.call === "in") return wordsOf(value).includes(String(at(row, property)));
    if (term.call === "eq") return wordsOf(value)[0] === String(at(row, property));
    return term.call === "ge" ? timeOf(row) >= Date.parse(wordsOf(value)[0] ?? "") : true;
  });
}

/** A platform with a list of tier configuration requests that understands the poller's queries. */
export async function tierList(rows: Row[] = [], most = 100): Promise<TierList> {
  function page({ query }: SeenCall): Answer {
    const [, limit = "100", offset = "0"] = /&limit=(\d+)&offset=(\d+)$/u.exec(query) ?? [];
    const terms = readRql(query.replace(/&limit=.*$/u, "").replaceAll("%", "%25"));
    const found = rows.filter((row) => isWanted(row, terms));
    const isOrdered = terms.some((term) => "call" in term && term.call === "ordering");
    if (isOrdered) found.sort((left, right) => timeOf(left) - timeOf(right));
    const start = Number(offset);
    const shown = found.slice(start, start + Math.min(most, Number(limit)));
    const range = `items ${start}-${start + shown.length - 1}/${found.length}`;
    return { json: shown, headers: { "content-range": range } };
  }
  const server = await loopback((call) => {
    const id = call.path.split("/tier/config-requests/")[1];
    if (id === undefined) return page(call);
    const row = rows.find((candidate) => candidate["id"] === id);
    return row === undefined ? { status: 404, json: { errors: ["Not found."] } } : { json: row };
  });
  return Object.assign({ rows }, server);
}

/** The setup of a configuration of its own, changed at that second. */
export const tierRow = (number: number, second: number, change: Row = {}, level = 1): Row => ({
  ...tierPayload(
    {
      id: `TCR-${number}-001`,
      events: {
        created: { at: "2026-02-03T04:00:00+00:00" },
        updated: { at: new Date(Date.UTC(2026, 1, 3, 5, 0, second)).toISOString() },
      },
      ...change,
    },
    { id: `TC-${number}`, tier_level: level },
  ),
});
