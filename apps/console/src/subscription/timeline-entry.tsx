import { Moment } from "../design/moment.tsx";
import { ValueTree } from "../design/value-tree.tsx";
import type { HistoryEntry } from "../service/subscription-answers.ts";
import { DifferenceList } from "./difference-list.tsx";
import { EffectLine } from "./effect-line.tsx";
import { StepText } from "./step-text.tsx";

interface TimelineEntryProps {
  readonly entry: HistoryEntry;
  readonly isShown: boolean;
  readonly onShow: (version: number) => void;
}

const changes = (count: number): string => (count === 1 ? "1 change" : `${count} changes`);

/** What is behind a step: the event as it came, and its place in the chain. */
function Origin({ entry }: { readonly entry: HistoryEntry }) {
  return (
    <details className="timeline-part">
      <summary>Event</summary>
      <ValueTree value={entry.event} />
      <p className="timeline-hash faint">
        hash <code>{entry.hash.slice(0, 16)}</code> after{" "}
        <code>{entry.previousHash === "" ? "nothing" : entry.previousHash.slice(0, 16)}</code>
      </p>
    </details>
  );
}

/** One step: what came, from whom and why, what it changed, and the effects it had. */
export function TimelineEntry({ entry, isShown, onShow }: TimelineEntryProps) {
  const { version, at, by, why, differences, effects } = entry;
  return (
    <li
      className={`timeline-entry party-mark-${by.party}`}
      aria-current={isShown ? "step" : undefined}
    >
      <button
        type="button"
        className="timeline-version"
        title="Show the chart and the values as they stood then"
        onClick={() => onShow(version)}
      >
        <span className="unseen">Show version </span>
        {version}
      </button>
      <div className="timeline-body">
        <div className="timeline-line">
          <StepText entry={entry} />
          <span className="timeline-at">
            <Moment at={at} />
          </span>
        </div>
        {by.identity !== null && <p className="soft">consent of {by.identity}</p>}
        {why !== null && <p className="timeline-why">{why}</p>}
        {effects.map((effect) => (
          <EffectLine key={effect.id} effect={effect} />
        ))}
        <div className="timeline-parts">
          {differences.length > 0 && (
            <details className="timeline-part">
              <summary>{changes(differences.length)}</summary>
              <DifferenceList differences={differences} />
            </details>
          )}
          <Origin entry={entry} />
        </div>
      </div>
    </li>
  );
}
