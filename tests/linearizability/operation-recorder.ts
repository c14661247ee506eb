import { appendFileSync } from "node:fs";

import type { RecordedOperation } from "./recorded-operation.ts";

export interface OperationRecorder<Input, Output> {
  /**
   * Does the work between its two lines. What it throws is passed on and leaves the operation open: it
   * may have taken effect. Only an error that `didNothing` knows takes it back.
   */
  record<Result extends Output>(
    called: { readonly key: string; readonly input: Input },
    work: () => Promise<Result>,
    didNothing?: (error: unknown) => boolean,
  ): Promise<Result>;
}

/**
 * Appends to a log of operations, one line at once, so that a process may be killed at any moment. Several
 * processes may write into one file.
 */
export function operationRecorder<Input, Output>(
  file: string,
  name: string,
): OperationRecorder<Input, Output> {
  const client = `${name}.${process.pid}.${process.hrtime.bigint().toString(36)}`;
  let operations = 0;

  function write(line: RecordedOperation<Input, Output>): void {
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  }
  return {
    async record(called, work, didNothing = () => false) {
      operations += 1;
      const invokedAt = process.hrtime.bigint().toString();
      const line = { client, operation: operations, ...called, invokedAt };
      write(line);
      try {
        const output = await work();
        write({ ...line, returnedAt: process.hrtime.bigint().toString(), output });
        return output;
      } catch (error) {
        if (didNothing(error)) {
          write({ ...line, returnedAt: process.hrtime.bigint().toString() });
        }
        throw error;
      }
    },
  };
}
