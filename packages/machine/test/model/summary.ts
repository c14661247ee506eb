import { lifecycleOf, type Decision } from "@tenure/machine";

/** Where a decision led, in words that compare: status, request state, verdict, effects in order. */
export function summaryOf({ snapshot, verdict, effects }: Decision): string {
  const { request } = snapshot.value;
  const requestState =
    typeof request === "string" ? request : Object.entries(request).flat().join(".");
  const words = { moved: "moved", unchanged: "unchanged", refused: "refused" };
  const why =
    verdict.type === "unchanged"
      ? `, ${verdict.reason}`
      : verdict.type === "refused"
        ? `, ${verdict.refusal.code}`
        : "";
  const asked = effects.map(({ type }) => type).join(" ");
  return `${lifecycleOf(snapshot)} / ${requestState}: ${words[verdict.type]}${why} [${asked}]`;
}
