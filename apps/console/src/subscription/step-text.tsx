import { Badge } from "../design/badge.tsx";
import { words } from "../design/words.ts";
import type { Place } from "../service/answers.ts";
import type { HistoryEntry } from "../service/subscription-answers.ts";
import { PartyBadge } from "./party-badge.tsx";

const unchanged = {
  known: "was known already",
  stale: "was older than what is known",
  late: "came too late",
};

/** Where a step led, of what it moved: the status, the request. */
function movesOf(from: Place, to: Place): readonly string[] {
  const moves: string[] = [];
  if (from.status !== to.status) moves.push(`${words(from.status)} → ${words(to.status)}`);
  const [before, after] = [from, to].map(({ requestState, pendingState }) =>
    pendingState === null ? words(requestState) : words(pendingState),
  );
  if (before !== after)
    moves.push(
      `${before === "none" ? "no request" : before} → ${after === "none" ? "no request" : after}`,
    );
  return moves;
}

/** What a step was, who is behind it, and where it led. */
export function StepText({ entry }: { readonly entry: HistoryEntry }) {
  const { type, by, verdict, drift, from, to } = entry;
  return (
    <>
      <code className="step-type">{type}</code>
      <PartyBadge party={by.party} />
      {verdict.type === "refused" && <Badge tone="bad" icon="close" text="refused" />}
      {verdict.type === "unchanged" && (
        <Badge
          tone="quiet"
          icon="minus"
          text={verdict.reason === undefined ? "changed nothing" : unchanged[verdict.reason]}
        />
      )}
      {drift && <Badge tone="warn" icon="alert" text="contradicts the record" />}
      {movesOf(from, to).map((move) => (
        <span key={move} className="step-move">
          {move}
        </span>
      ))}
    </>
  );
}
