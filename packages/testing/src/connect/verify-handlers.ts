import { search } from "../handlers/search.ts";
import { Assortment } from "./assortment.ts";
import { adviceFor, type Breach } from "./broken-promise.ts";
import { checkHandlers } from "./check-handlers.ts";
import { reportOf, type HandlerReport } from "./handler-report.ts";
import { someHistory, type History } from "./history.ts";
import { tryHistory } from "./trial.ts";
import type { VendorFactory, VerifyHandlersOptions } from "./verify-options.ts";

/**
 * Runs handlers through random histories of purchases, changes, suspends, resumes and cancels on a simulated
 * platform, with answers that get lost, errors of the platform, repeated calls and processes that end between a
 * handler's work and the record of its answer. Everything happens in this process and by a virtual clock.
 *
 * Each way in which a promise is broken is told once, with the smallest history found for it. Resolves with a
 * report whatever the handlers do.
 *
 * @throws TenureError `options_invalid` when a request type has no handler
 * @throws whatever the factory and `observe()` throw
 */
export async function verifyHandlers(
  vendor: VendorFactory,
  options: VerifyHandlersOptions = {},
): Promise<HandlerReport> {
  await checkHandlers(vendor);
  const assortment = new Assortment();
  const { broken, ...tried } = await search<Breach, History>({
    histories: someHistory,
    live: (history, isWanted) => tryHistory({ ...options, vendor, assortment, isWanted }, history),
    adviceFor,
    options,
  });
  return reportOf(broken, { ...tried, options });
}
