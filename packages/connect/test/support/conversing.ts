import type { Answer, Script, SeenCall } from "./loopback.ts";
import { loopback, type Loopback } from "./loopback.ts";

/** A message as the platform keeps it. */
export interface KeptMessage {
  readonly text: string;
  readonly type?: string;
  readonly account?: { readonly id: string };
}

export interface Conversing {
  readonly server: Loopback;
  readonly messages: KeptMessage[];
  /** The texts that were posted, also those whose answer was lost. */
  readonly posted: () => readonly string[];
}

const path = "/conversations";

/** A platform whose requests have a conversation that keeps what is posted to it. */
export async function conversing(
  requests: Script,
  options: {
    /** The conversations of a request, as the list shows them; one that is open when left out. */
    readonly shown?: readonly Readonly<Record<string, unknown>>[];
    readonly messages?: readonly KeptMessage[];
    /** Who is said to have posted; the vendor when left out. */
    readonly account?: { readonly id: string };
    /** Answers a call in place of the platform, after it has taken effect. */
    readonly trouble?: (call: SeenCall, index: number) => Answer | undefined;
    /** Answers a call to post in place of the platform, before it takes effect. */
    readonly refusal?: (call: SeenCall) => Answer | undefined;
    /** Rows on one page of messages. */
    readonly pageSize?: number;
  } = {},
): Promise<Conversing> {
  const messages = [...(options.messages ?? [])];
  const shown = options.shown ?? [{ id: "CO-1", status: "open", type: "conversation" }];
  const { account = { id: "VA-1" }, pageSize = 1000 } = options;

  function converse(call: SeenCall): Answer {
    if (call.path === path) return { json: shown };
    if (call.method === "GET") {
      const offset = Number(/offset=(\d+)/u.exec(call.query)?.[1] ?? 0);
      const rows = messages.slice(offset, offset + pageSize);
      const last = offset + rows.length - 1;
      return {
        json: rows.map((row, index) => ({ id: `ME-${offset + index}`, ...row })),
        headers: { "content-range": `items ${offset}-${last}/${messages.length}` },
      };
    }
    const refusal = options.refusal?.(call);
    if (refusal !== undefined) return refusal;
    const { text, type } = call.body as { readonly text: string; readonly type: string };
    messages.push({ text, type, account });
    return { status: 201, json: { id: `ME-${messages.length - 1}`, text, type, account } };
  }

  const server = await loopback(async (call, index) => {
    const answer = call.path.startsWith(path) ? converse(call) : await requests(call, index);
    return options.trouble?.(call, index) ?? answer;
  });
  return {
    server,
    messages,
    posted: () =>
      server.calls.flatMap((call) =>
        call.method === "POST" && call.path.startsWith(path)
          ? [(call.body as { readonly text: string }).text]
          : [],
      ),
  };
}
