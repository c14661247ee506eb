import { isSpanContextValid, type SpanContext } from "@opentelemetry/api";

const shape =
  /^(?<version>[\da-f]{2})-(?<traceId>[\da-f]{32})-(?<spanId>[\da-f]{16})-(?<flags>[\da-f]{2})(?<more>-.*)?$/u;

/** The one version there is; of a newer one the known fields are read. */
const written = "00";
/** Marks a version that no sender may use. */
const forbidden = "ff";

/** The W3C `traceparent` of a span; undefined when nothing is traced. */
export function formatTraceParent(span: SpanContext): string | undefined {
  if (!isSpanContextValid(span)) return undefined;
  const flags = (span.traceFlags & 0xff).toString(16).padStart(2, "0");
  return `${written}-${span.traceId}-${span.spanId}-${flags}`;
}

/** The span that a W3C `traceparent` names; undefined when the text is none. */
export function parseTraceParent(text: string): SpanContext | undefined {
  const { version, traceId = "", spanId = "", flags = "", more } = shape.exec(text)?.groups ?? {};
  if (version === forbidden || (version === written && more !== undefined)) return undefined;
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(span) ? span : undefined;
}
