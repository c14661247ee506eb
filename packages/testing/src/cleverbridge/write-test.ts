import { writeTestFile, type WriteTestOptions } from "../handlers/written-test.ts";
import { aboutOf, type HandlerReport } from "./handler-report.ts";

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
  const { orders, managementModel, timeoutMilliseconds } = report.options;
  const tests = report.broken.map((one) => ({
    title: `the handler of changes keeps its promise: ${one.code} (${aboutOf(one)})`,
    message: one.message,
    diagram: one.diagram,
    options: {
      orders,
      managementModel,
      timeoutMilliseconds,
      seed: one.seed,
      path: one.path,
      only: one.code,
    },
  }));
  await writeTestFile(tests, file, { ...options, entry: "@tenure/testing/cleverbridge" });
}
