import { NO_CONTENT, ok, type Answer } from "../http/answer.ts";
import { readJsonBody } from "../http/body.ts";
import { readFaultScript } from "../http/fault-script.ts";
import type { FaultPlan } from "../http/faults.ts";
import type { Caller } from "../http/roles.ts";
import { formatInstant, parseInstant } from "../instants.ts";
import { textAt, valueAt } from "../json-reading.ts";
import type { RecordedCall } from "../recorded-call.ts";
import { invalid, unreadable } from "../refusal.ts";
import type { SimulatedTime } from "../time/timeline.ts";
import type { ControlHandlers } from "./control-api.ts";
import { callsAskedFor } from "./recorded-calls.ts";

/** What every simulator has: time, calls and faults. */
export function sharedHandlers({
  time,
  faults,
  calls,
}: {
  readonly time: SimulatedTime;
  readonly faults: FaultPlan;
  readonly calls: readonly RecordedCall<Caller>[];
}): ControlHandlers {
  return {
    "GET /time": () => shownTime(time),
    "POST /time/advance": async (request) => {
      const ms = valueAt(await readJsonBody(request), "ms");
      if (typeof ms !== "number" || !(ms >= 0)) throw invalid("ms: Expected a number from 0 up.");
      await time.advance(ms);
      return shownTime(time);
    },
    "POST /time/set": async (request) => {
      const at = parseInstant(textAt(await readJsonBody(request), "at") ?? "");
      if (at === undefined) throw invalid("at: Expected a date and time.");
      if (at / 1000 < time.now()) throw invalid("at: Time does not go back.");
      await time.set(at / 1000);
      return shownTime(time);
    },
    "GET /calls": (request) => ok(callsAskedFor(calls, new URL(request.url).searchParams)),
    "POST /faults": async (request) => {
      const script = faultsIn(await readJsonBody(request));
      for (const fault of script) faults.add(fault);
      return ok({ added: script.length });
    },
    "DELETE /faults": () => {
      faults.clear();
      return NO_CONTENT;
    },
  };
}

function shownTime(time: SimulatedTime): Answer {
  const now = Math.floor(time.now());
  return ok({ now, at: formatInstant(now * 1000), virtual: time.isVirtual });
}

function faultsIn(body: unknown) {
  try {
    return readFaultScript(body);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}
