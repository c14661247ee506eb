import type { ReadHandlerAnswer } from "../handlers/handler-answer.ts";

/** Why a tier configuration request cannot be answered so; undefined when it can. */
export function problemForTier(answer: ReadHandlerAnswer): string | undefined {
  if (answer.type === "schedule") return "it cannot be scheduled";
  if (answer.type === "approve" && answer.tile !== undefined) {
    return "it is approved with a template, not with a tile";
  }
  if (answer.type !== "inquire") return undefined;
  return (answer.template ?? answer.tile) === undefined
    ? undefined
    : "the platform asks without a template";
}
