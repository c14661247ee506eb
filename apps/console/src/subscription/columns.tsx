import { useInfiniteQuery } from "@tanstack/react-query";

import type { CommandType, SubscriptionDetail } from "../service/subscription-answers.ts";
import { ChartPanel } from "./chart-panel.tsx";
import { CommandsPanel, type SentCommand } from "./commands-panel.tsx";
import { OutstandingPanel } from "./outstanding-panel.tsx";
import { historyQuery } from "./queries.ts";
import { useShownStep } from "./shown-step.ts";
import { SnapshotPanel } from "./snapshot-panel.tsx";
import { TimelinePanel } from "./timeline-panel.tsx";
import { useShownVersion } from "./use-shown-version.ts";

interface SubscriptionColumnsProps {
  /** The subscription's key. */
  readonly id: string;
  /** Undefined while it is on its way. */
  readonly subscription: SubscriptionDetail | undefined;
  readonly isRevealed: boolean;
  readonly sent: SentCommand | undefined;
  readonly onAsk: (type: CommandType) => void;
}

/**
 * The subscription at the version that is looked at, beside what can be done with it as it is now. The
 * chart, the step and the values all follow that version.
 */
export function SubscriptionColumns(props: SubscriptionColumnsProps) {
  const { id, subscription, isRevealed, sent, onAsk } = props;
  const history = useInfiniteQuery(historyQuery(id, isRevealed));
  const entries = history.data?.pages.flatMap((page) => page.entries) ?? [];
  const newest = subscription?.version;
  const [version, show] = useShownVersion(newest);
  const step = useShownStep(id, version ?? newest ?? 0, entries, isRevealed);
  const isNow = version === undefined;
  return (
    <div className="subscription-columns">
      <div className="subscription-main">
        <ChartPanel
          machine={subscription?.machine}
          newest={newest}
          step={step}
          isNow={isNow}
          onShow={show}
        />
        <TimelinePanel
          history={history}
          entries={entries}
          shown={step.version}
          onShow={(wanted) => show(wanted === newest ? undefined : wanted)}
          head={newest}
        />
      </div>
      <div className="subscription-side">
        <CommandsPanel id={id} sent={sent} onAsk={onAsk} />
        <OutstandingPanel subscription={subscription} />
        <SnapshotPanel
          id={id}
          detail={subscription}
          step={step}
          isNow={isNow}
          isRevealed={isRevealed}
        />
      </div>
    </div>
  );
}
