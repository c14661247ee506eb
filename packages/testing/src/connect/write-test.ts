import { writeTestFile, type WriteTestOptions } from "../handlers/written-test.ts";
import type { HandlerReport } from "./handler-report.ts";

/**
 * Writes a test file that lives the report's smallest histories again, one test for each broken promise. The tests
 * fail until the handlers keep what they promise. A file that is there is replaced.
 *
 * @throws RangeError when the report has nothing to replay
 */
export async function writeTest(
  report: HandlerReport,
  file: string | URL,
  options: WriteTestOptions = {},
): Promise<void> {
  const { product, values, timeoutMilliseconds } = report.options;
  const tests = report.broken.map(({ code, requestType, message, seed, path, diagram }) => ({
    title: `the ${requestType} handler keeps its promise: ${code}`,
    message,
    diagram,
    options: { product, values, timeoutMilliseconds, seed, path, only: code },
  }));
  await writeTestFile(tests, file, { ...options, entry: "@tenure/testing/connect" });
}
