import { TenureError } from "@tenure/engine";

import { search } from "../handlers/search.ts";
import { adviceFor, type Breach } from "./broken-promise.ts";
import { reportOf, type HandlerReport } from "./handler-report.ts";
import { someHistory, type History } from "./history.ts";
import { tryHistory } from "./trial.ts";
import type { VendorFactory, VerifyHandlersOptions } from "./verify-options.ts";

/**
 * Runs what follows the changes of subscriptions on cleverbridge through random histories on a simulated platform:
 * purchases, renewals, cancels and what undoes them, payments that fail and are made up for, money paid back; with
 * notifications lost, late and told twice, answers that get lost, errors of the platform, changes that come again
 * and processes that end between a handler's work and the keeping of its cursor. Everything happens in this process
 * and by a virtual clock.
 *
 * Each way in which a promise is broken is told once, with the smallest history found for it. Resolves with a
 * report whatever the handlers do.
 *
 * @throws TenureError `options_invalid` when there is nothing to order
 * @throws whatever the factory, `handlers()`, `observe()` and `disagrees` throw
 */
export async function verifyHandlers(
  vendor: VendorFactory,
  options: VerifyHandlersOptions = {},
): Promise<HandlerReport> {
  if (options.orders?.length === 0) {
    throw new TenureError("options_invalid", "orders: expected at least one order");
  }
  const { broken, ...tried } = await search<Breach, History>({
    histories: someHistory,
    live: (history, isWanted) => tryHistory({ ...options, vendor, isWanted }, history),
    adviceFor,
    options,
  });
  return reportOf(broken, { ...tried, options });
}
