import type { Operation } from "./operation.ts";

type Times = readonly bigint[];

/** From the invocation to the response, over the moments of the window in their order. */
function lineOf({ invokedAt, response }: Operation<unknown, unknown>, times: Times): string {
  const from = times.indexOf(invokedAt);
  const to = response === undefined ? times.length : times.indexOf(response.at);
  const end = response === undefined ? "…" : "┤";
  return `${" ".repeat(from)}├${"─".repeat(Math.max(0, to - from - 1))}${end}`.padEnd(
    times.length + 1,
  );
}

/** Draws operations one below the other, with what their clients saw; the marked one is unexplained. */
export function drawWindow(
  window: readonly Operation<unknown, unknown>[],
  unexplained: Operation<unknown, unknown>,
  expected: readonly unknown[],
): string {
  const moments = window.flatMap(({ invokedAt, response }) =>
    response === undefined ? [invokedAt] : [invokedAt, response.at],
  );
  const times = [...new Set(moments)].toSorted((left, right) => Number(left - right));
  const width = Math.max(...window.map(({ client }) => client.length));
  const lines = window.map((operation) => {
    const { client, input, response } = operation;
    const saw = response === undefined ? "(open)" : JSON.stringify(response.output);
    const mark = operation === unexplained ? "✗" : " ";
    const line = lineOf(operation, times);
    return `${mark} ${client.padEnd(width)} ${line} ${JSON.stringify(input)} → ${saw}`;
  });
  const right = expected.map((output) => JSON.stringify(output)).join(" or ");
  return [...lines, `expected ${right === "" ? "none of these together" : right}`].join("\n");
}
