import { type Answer, loopback, type Loopback, type SeenCall } from "./loopback.ts";
import { productPayload } from "./payloads.ts";
import { readRql, type ReadTerm } from "./rql-reader.ts";

export interface RequestList extends Loopback {
  /** What the platform shows; a test changes it as it goes. */
  readonly rows: Record<string, unknown>[];
  /** Answers in place of the list, until taken away. */
  trouble: ((call: SeenCall) => Answer | undefined) | undefined;
  product: Answer;
  /** Called after each page of the list is made: the platform changes while it is being read. */
  afterPage: (() => void) | undefined;
}

const wordsOf = (term: ReadTerm | undefined): readonly string[] => {
  if (term === undefined) return [];
  if ("value" in term) return [term.value];
  return "list" in term ? term.list.flatMap(wordsOf) : [];
};

const timeOf = (value: unknown): number => Date.parse(String(value));

function isWanted(row: Record<string, unknown>, terms: readonly ReadTerm[]): boolean {
  return terms.every((term) => {
    if (!("call" in term)) return true;
    const [path, value] = term.of;
    const [property] = wordsOf(path);
    if (term.call === "in" && property === "id") return wordsOf(value).includes(String(row["id"]));
    if (term.call === "ge" && property === "updated") {
      return timeOf(row["updated"]) >= timeOf(wordsOf(value)[0]);
    }
    return true;
  });
}

/** A platform with a list of requests, at most `most` a page, that understands the poller's queries. */
export async function requestList(
  rows: Record<string, unknown>[] = [],
  { most = 100, header = true } = {},
): Promise<RequestList> {
  const list = {
    rows,
    trouble: undefined,
    product: { json: productPayload() },
    afterPage: undefined,
  };
  const state: Pick<RequestList, "rows" | "trouble" | "product" | "afterPage"> = list;

  function page({ query }: SeenCall): Answer {
    const [, limit = "100", offset = "0"] = /&limit=(\d+)&offset=(\d+)$/u.exec(query) ?? [];
    const encoded = query.replace(/&limit=.*$/u, "").replaceAll("%", "%25");
    const terms = readRql(encoded);
    const found = state.rows
      .filter((row) => isWanted(row, terms))
      .toSorted((left, right) => timeOf(left["updated"]) - timeOf(right["updated"]));
    const start = Number(offset);
    const shown = found.slice(start, start + Math.min(most, Number(limit)));
    const range = `items ${start}-${start + shown.length - 1}/${found.length}`;
    return {
      json: structuredClone(shown),
      ...(header ? { headers: { "content-range": range } } : {}),
    };
  }

  const server = await loopback((call) => {
    const trouble = state.trouble?.(call);
    if (trouble !== undefined) return trouble;
    if (call.path.startsWith("/products/")) return state.product;
    if (call.path === "/assets") {
      return { json: state.rows.map((row) => row["asset"]) };
    }
    if (call.path !== "/requests") {
      const id = call.path.split("/")[2];
      const row = state.rows.find((candidate) => candidate["id"] === id);
      return row === undefined ? { status: 404, json: { detail: "Not found." } } : { json: row };
    }
    const answer = page(call);
    state.afterPage?.();
    return answer;
  });
  return Object.assign(state, server);
}
