import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Link,
  type Span,
} from "@opentelemetry/api";

import type { AttemptEnd, AttemptObservation, ObservedAttempt } from "../ports/observer.ts";
import { attributeNames as name } from "./attribute-names.ts";
import { errorType } from "./error-type.ts";
import type { Telemetry } from "./telemetry.ts";
import { formatTraceParent, parseTraceParent } from "./trace-parent.ts";

/**
 * What an attempt belongs to: the event that asked for it, as its parent, so that one trace runs from
 * the event to the answer, and as a link too, which is how a producer and a consumer find each other. Not
 * to whatever the dispatcher was once started in.
 */
function originOf(stored: string | undefined): {
  readonly parent: Context;
  readonly links: Link[];
} {
  const asked = stored === undefined ? undefined : parseTraceParent(stored);
  if (asked === undefined) return { parent: ROOT_CONTEXT, links: [] };
  return { parent: trace.setSpanContext(ROOT_CONTEXT, asked), links: [{ context: asked }] };
}

function describeEnd(span: Span, { outcome, code }: AttemptEnd): void {
  span.setAttribute(name.effectOutcome, outcome);
  if (outcome !== "retry" && outcome !== "stuck") return;
  const type = errorType(code);
  span.setAttribute(name.errorType, type);
  span.setStatus({ code: SpanStatusCode.ERROR, message: type });
}

/**
 * Opens the span of an attempt. Its kind is CONSUMER, because it works off one message of the outbox; the
 * calls that an adapter makes meanwhile are CLIENT spans of their own.
 */
export function observeAttempt(
  telemetry: Telemetry,
  observed: ObservedAttempt,
): AttemptObservation {
  const { tracer, instruments, now } = telemetry;
  const { key, tenant, adapter, effect, effectId, attempt, waited } = observed;
  const { parent, links } = originOf(observed.trace);
  const base = { ...telemetry.attributes, [name.adapter]: adapter, [name.effect]: effect };
  const attributes = {
    ...base,
    [name.key]: key,
    [name.tenant]: tenant,
    [name.effectId]: effectId,
    [name.attempt]: attempt,
  };
  const kind = SpanKind.CONSUMER;
  const span = tracer.startSpan(`tenure.effect ${effect}`, { kind, attributes, links }, parent);
  const within = trace.setSpan(parent, span);
  const begun = now();
  instruments.effectWait.record(Math.max(0, waited) / 1000, base);
  if (attempt > 1) instruments.retries.add(1, base);

  const traceParent = formatTraceParent(span.spanContext());
  return {
    ...(traceParent !== undefined && { trace: traceParent }),
    during: (work) => context.with(within, work),
    ended(end: AttemptEnd): void {
      describeEnd(span, end);
      span.end();
      const outcome = { ...base, [name.effectOutcome]: end.outcome };
      instruments.attempts.add(1, outcome);
      instruments.attemptDuration.record((now() - begun) / 1000, outcome);
    },
  };
}
