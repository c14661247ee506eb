import type { JsonObject } from "../../json-reading.ts";
import { invalid } from "../result-refusal.ts";
import { flagAt, optionalObject } from "./fields.ts";

/** When a change is charged, and whether it is made at all. */
export interface Alignment {
  /** Nothing is changed; the prices are shown. */
  readonly isPreview: boolean;
  /** Charged at once for what is left of the interval; otherwise at the next billing date. */
  readonly isAligned: boolean;
  /** A whole new interval begins with the change. */
  readonly isExtended: boolean;
}

/** `AlignmentSettings`; all false when missing. */
export function alignmentIn(body: JsonObject): Alignment {
  const settings = optionalObject(body, "AlignmentSettings") ?? {};
  const alignment = {
    isPreview: flagAt(settings, "GetCustomerPricePreviewOnly", false),
    isAligned: flagAt(settings, "AlignToCurrentInterval", false),
    isExtended: flagAt(settings, "ExtendInterval", false),
  };
  if (alignment.isExtended && !alignment.isAligned) {
    throw invalid("ExtendInterval requires AlignToCurrentInterval.");
  }
  return alignment;
}
