import { useQuery } from "@tanstack/react-query";

import { ProblemNotice } from "../design/notice.tsx";
import { Panel } from "../design/panel.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import { ValueTree } from "../design/value-tree.tsx";
import type { SubscriptionDetail } from "../service/subscription-answers.ts";
import { DifferenceList } from "./difference-list.tsx";
import { versionQuery } from "./queries.ts";
import type { ShownStep } from "./shown-step.ts";

interface SnapshotPanelProps {
  /** The subscription's key. */
  readonly id: string;
  readonly detail: SubscriptionDetail | undefined;
  readonly step: ShownStep;
  readonly isNow: boolean;
  readonly isRevealed: boolean;
}

/** The values at the version that is looked at, as far as they are known yet. */
function useShownSnapshot({ id, detail, step, isNow, isRevealed }: SnapshotPanelProps) {
  const past = useQuery(versionQuery(id, isNow ? undefined : step.version, isRevealed));
  return isNow
    ? { snapshot: detail?.snapshot, error: null }
    : { snapshot: past.data?.snapshot, error: past.error };
}

/** What is known of a subscription at the version that is looked at, and what the step to it changed. */
export function SnapshotPanel(props: SnapshotPanelProps) {
  const { step, isNow } = props;
  const { snapshot, error } = useShownSnapshot(props);
  const differences = step.entry?.differences ?? [];
  return (
    <Panel title="Values" aside={isNow ? "now" : `at version ${step.version}`}>
      {error !== null && <ProblemNotice problem={error} />}
      {differences.length > 0 && (
        <section className="snapshot-changes" aria-label="Changed in this step">
          <h3>Changed in this step</h3>
          <DifferenceList differences={differences} />
        </section>
      )}
      {snapshot === undefined ? (
        <Skeleton height="120px" />
      ) : (
        <ValueTree value={snapshot["context"] ?? snapshot} open={1} />
      )}
    </Panel>
  );
}
