import { readFileSync } from "node:fs";

import type { Operation } from "./operation.ts";
import type { RecordedOperation } from "./recorded-operation.ts";

type Line<Input, Output> = RecordedOperation<Input, Output>;

/** A writer that was killed may have left its last line without an end. */
function linesOf(file: string): string[] {
  return readFileSync(file, "utf8").split("\n").slice(0, -1);
}

function operationOf<Input, Output>({
  client,
  input,
  invokedAt,
  returnedAt,
  output,
}: Line<Input, Output>): Operation<Input, Output> {
  const open = { client, input, invokedAt: BigInt(invokedAt) };
  if (returnedAt === undefined || output === undefined) return open;
  return { ...open, response: { at: BigInt(returnedAt), output } };
}

/**
 * The histories in logs of operations, one for each key. An operation without a response is open; one
 * that is known to have done nothing is left out.
 */
export function readOperations<Input, Output>(
  files: readonly string[],
): Map<string, Operation<Input, Output>[]> {
  const latest = new Map<string, Line<Input, Output>>();
  for (const text of files.flatMap(linesOf)) {
    const line = JSON.parse(text) as Line<Input, Output>;
    latest.set(`${line.client}/${line.operation}`, line);
  }
  const counting = [...latest.values()].filter(
    ({ returnedAt, output }) => returnedAt === undefined || output !== undefined,
  );
  const byKey = Map.groupBy(counting, ({ key }) => key);
  return new Map([...byKey].map(([key, lines]) => [key, lines.map(operationOf)]));
}
