import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Link,
  type Span,
} from "@opentelemetry/api";

import type { EventEnd, EventObservation, ObservedEvent } from "../ports/observer.ts";
import { attributeNames as name } from "./attribute-names.ts";
import { boundedErrorTypeOf, errorTypeOf } from "./error-type.ts";
import type { Telemetry } from "./telemetry.ts";
import { formatTraceParent, parseTraceParent } from "./trace-parent.ts";

type Recorded = Extract<EventEnd, { readonly type: "recorded" }>;

interface Origin {
  readonly parent: Context;
  readonly links: Link[];
}

/**
 * What an event belongs to: the trace it came with, else whatever runs when it is sent. Where both are,
 * a link keeps the second. A timer is nobody's call, whatever its loop was once started in.
 */
function originOf({ type, trace: given }: ObservedEvent): Origin {
  const ambient = type === "timer.due" ? ROOT_CONTEXT : context.active();
  const parent = given === undefined ? undefined : parseTraceParent(given);
  if (parent === undefined) return { parent: ambient, links: [] };
  const around = trace.getSpanContext(ambient);
  const isElsewhere = around !== undefined && around.spanId !== parent.spanId;
  return {
    parent: trace.setSpanContext(ambient, parent),
    links: isElsewhere ? [{ context: around }] : [],
  };
}

function statesOf({ from, to }: Recorded): Attributes {
  return {
    [name.statusFrom]: from.status,
    [name.statusTo]: to.status,
    [name.requestStateFrom]: from.requestState,
    [name.requestStateTo]: to.requestState,
  };
}

function describeEnd(span: Span, end: EventEnd): void {
  span.setAttribute(name.eventOutcome, end.type);
  if (end.type === "failed") {
    const code = errorTypeOf(end.error);
    span.setAttribute(name.errorType, code);
    span.setStatus({ code: SpanStatusCode.ERROR, message: code });
  }
  if (end.type !== "recorded") return;
  span.setAttributes({
    ...statesOf(end),
    [name.adapter]: end.adapter,
    [name.verdict]: end.verdict.type,
    [name.drift]: end.drift,
    [name.asked]: [...end.effects],
  });
  if (end.verdict.type === "refused") span.setAttribute(name.refusal, end.verdict.refusal.code);
}

function measureStateLeft({ instruments, attributes }: Telemetry, end: Recorded): void {
  const { adapter, from, to, timeInState } = end;
  if (from.status === to.status && from.requestState === to.requestState) return;
  // A subscription that is new was in no state before.
  if (from.status === "new") return;
  instruments.stateDuration.record(timeInState / 1000, {
    ...attributes,
    [name.adapter]: adapter,
    [name.statusFrom]: from.status,
    [name.requestStateFrom]: from.requestState,
  });
}

function measureRecorded(telemetry: Telemetry, base: Attributes, end: Recorded): void {
  const { instruments } = telemetry;
  const { adapter, verdict, drift } = end;
  const event = { ...base, [name.adapter]: adapter };
  if (verdict.type === "moved") instruments.transitions.add(1, { ...event, ...statesOf(end) });
  if (verdict.type === "refused") {
    instruments.refusals.add(1, { ...event, [name.refusal]: verdict.refusal.code });
  }
  if (drift) instruments.drifts.add(1, event);
  measureStateLeft(telemetry, end);
}

function measureEnd(telemetry: Telemetry, base: Attributes, end: EventEnd): void {
  const { instruments } = telemetry;
  switch (end.type) {
    case "recorded":
      measureRecorded(telemetry, base, end);
      break;
    case "repeated":
      instruments.repeats.add(1, base);
      break;
    case "failed":
      instruments.failures.add(1, { ...base, [name.errorType]: boundedErrorTypeOf(end.error) });
      break;
    case "fenced":
      break;
  }
}

/**
 * Opens the span of an event. Its kind is PRODUCER, because its context is the one that the effects it
 * asks for are sent to the outbox with.
 */
export function observeEvent(telemetry: Telemetry, observed: ObservedEvent): EventObservation {
  const { tracer, instruments } = telemetry;
  const { key, tenant, type, lag } = observed;
  const { parent, links } = originOf(observed);
  const base = { ...telemetry.attributes, [name.event]: type };
  const attributes = { ...base, [name.key]: key, [name.tenant]: tenant };
  const kind = SpanKind.PRODUCER;
  const span = tracer.startSpan(`tenure.event ${type}`, { kind, attributes, links }, parent);
  // Clocks of two machines may differ: what seems to come from the future has just happened.
  if (lag !== undefined) instruments.eventLag.record(Math.max(0, lag) / 1000, base);

  const traceParent = formatTraceParent(span.spanContext());
  return {
    ...(traceParent !== undefined && { trace: traceParent }),
    ended(end: EventEnd): void {
      describeEnd(span, end);
      span.end();
      measureEnd(telemetry, base, end);
    },
  };
}
